import { randomUUID } from 'node:crypto';
import { messageOf } from '../support/child.js';
import { type Measured, meterEnvironment } from '../support/measured.js';
import type { Program } from '../support/program.js';
import { createTopics } from '../support/topics.js';
import { topicNames } from './topic-names.js';

/** What is varied. */
export interface Shape {
  readonly records: number;
  readonly partitions: number;
  readonly topics: number;
  readonly keys: number;
  readonly bytes: number;
}

export const USUAL: Shape = { records: 300_000, partitions: 6, topics: 1, keys: 1_000, bytes: 220 };

export interface Consumption {
  readonly consumers: number;
  readonly handlerMs: number;
  readonly seconds: number;
}

const PATIENCE_SECONDS = 180;
/** A share of the records that warms who publishes or consumes them. */
const WARM_UP = 0.2;

/** Topics of one shape on a broker: filled, and read as often as one likes. */
export class Ground {
  private readonly topic = `bench-growth-${randomUUID()}`;
  private readonly environment: NodeJS.ProcessEnv;

  constructor(
    private readonly brokers: readonly string[],
    private readonly shape: Shape,
  ) {
    this.environment = {
      KAFKA_BROKERS: brokers.join(','),
      BENCH_TOPIC: this.topic,
      BENCH_TOPICS: String(shape.topics),
      BENCH_PARTITIONS: String(shape.partitions),
      BENCH_KEYS: String(shape.keys),
      BENCH_EVENT_BYTES: String(shape.bytes),
    };
  }

  async fill(publisher: Program): Promise<Measured> {
    const { topics, partitions } = this.shape;
    await createTopics(this.brokers, topicNames(this.topic, topics), partitions);
    return messageOf(publisher, { ...this.environment, ...this.meter() }, PATIENCE_SECONDS);
  }

  /** By a new group of so many consumers at once; gives back what each did. */
  read(consumer: Program, { consumers, handlerMs, seconds }: Consumption): Promise<Measured[]> {
    const timed = meterEnvironment({
      records: Number.MAX_SAFE_INTEGER,
      seconds,
      warmUpRecords: Number.MAX_SAFE_INTEGER,
      warmUpSeconds: consumers > 1 || handlerMs > 0 ? 2 : 1,
    });
    const environment = {
      ...this.environment,
      ...(handlerMs > 0 ? timed : this.meter()),
      BENCH_GROUP: randomUUID(),
      BENCH_HANDLER_MS: String(handlerMs),
    };
    return Promise.all(
      Array.from({ length: consumers }, () => messageOf<Measured>(consumer, environment, PATIENCE_SECONDS)),
    );
  }

  private meter(): NodeJS.ProcessEnv {
    const { records } = this.shape;
    return meterEnvironment({ records, seconds: 60, warmUpRecords: records * WARM_UP, warmUpSeconds: 60 });
  }
}
