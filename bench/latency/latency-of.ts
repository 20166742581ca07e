import { randomUUID } from 'node:crypto';
import { startChild } from '../support/child.js';
import type { Program } from '../support/program.js';
import { createTopics } from '../support/topics.js';
import type { MeasuredLatency } from './measured-latency.js';

export interface Pace {
  /** Events a second. */
  readonly rate: number;
  readonly seconds: number;
  readonly warmUpSeconds: number;
}

const PATIENCE_SECONDS = 60;

/** How long events of a topic of their own are on their way, at a steady rate. */
export async function latencyOf(
  brokers: readonly string[],
  receiver: Program,
  sender: Program | undefined,
  { rate, seconds, warmUpSeconds }: Pace,
  more: NodeJS.ProcessEnv = {},
): Promise<MeasuredLatency> {
  const topic = `bench-latency-${randomUUID()}`;
  await createTopics(brokers, [topic], 6);
  const environment = {
    ...more,
    KAFKA_BROKERS: brokers.join(','),
    BENCH_GROUP: randomUUID(),
    BENCH_TOPIC: topic,
    BENCH_RATE: String(rate),
    BENCH_SECONDS: String(seconds),
    BENCH_WARM_UP_SECONDS: String(warmUpSeconds),
  };
  const receiving = startChild(receiver, environment);
  const sending = sender && startChild(sender, environment);
  try {
    return await receiving.message<MeasuredLatency>(seconds + warmUpSeconds + PATIENCE_SECONDS);
  } finally {
    await Promise.all([receiving.stop('SIGTERM'), sending?.stop('SIGTERM')]);
  }
}
