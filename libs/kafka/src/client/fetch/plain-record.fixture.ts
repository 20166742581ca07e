import type { KafkaMessage } from 'kafkajs';
import { PlainRecord } from './plain-record.js';

/** A record with little in it. */
export const plainRecord = (offset: number, more: Partial<KafkaMessage> = {}): PlainRecord =>
  new PlainRecord({
    key: null,
    value: Buffer.from('x'),
    timestamp: '0',
    attributes: 0,
    headers: {},
    offset: String(offset),
    ...more,
  } as KafkaMessage);
