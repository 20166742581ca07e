import { type PlainRecord, Producer } from '@app/kafka';
import type { Kafka } from 'kafkajs';

/** What the conformance suite asks of a producer, whatever it is made of. */
export interface ProducerDriver {
  /** Whether it takes records just now. */
  readonly connected: boolean;
  /** Resolves when it takes records. */
  ready(): Promise<void>;
  /** Resolves with the record's place when every in-sync replica has it. */
  produce(record: PlainRecord): Promise<{ readonly partition: number; readonly offset: number }>;
  close(): Promise<void>;
}

export type StartDriver = (kafka: Kafka) => ProducerDriver;

/** The one that `EventPublisher` publishes by. */
export function startProducer(kafka: Kafka): ProducerDriver {
  const producer = new Producer({ kafka });
  producer.open();
  return producer;
}
