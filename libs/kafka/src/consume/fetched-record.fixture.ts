import type { KafkaMessage } from 'kafkajs';
import { plainRecord } from '../client/fetch/plain-record.fixture.js';
import { FetchedRecord } from './fetched-record.js';

/** A record of partition 0 of a topic. */
export const fetchedRecord = (
  topic: string,
  offset: number,
  more: Partial<KafkaMessage> = {},
): FetchedRecord =>
  new FetchedRecord({ topic, partition: 0, abandoned: false }, plainRecord(offset, more), offset, -1);
