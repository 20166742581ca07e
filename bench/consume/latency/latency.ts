import { randomUUID } from 'node:crypto';
import { messageOfChild } from '../../support/child.js';
import type { Latency } from './latency-meter.js';
import { sendSteadily } from './send-steadily.js';

const PATIENCE_SECONDS = 60;

/** How long records are on their way to a consumer that has little to do: its own topic, 200 records a second. */
export async function latencyOf(
  main: string,
  brokers: readonly string[],
  seconds: string,
  nodeOptions: readonly string[],
): Promise<Latency> {
  const topic = `bench-latency-${randomUUID()}`;
  const stop = new AbortController();
  const sending = sendSteadily(brokers, topic, stop.signal);
  const environment = {
    BENCH_BROKERS: brokers.join(','),
    BENCH_GROUP: randomUUID(),
    BENCH_TOPIC: topic,
    BENCH_SECONDS: seconds,
  };
  try {
    const measured = messageOfChild<Latency>(main, environment, PATIENCE_SECONDS, nodeOptions);
    return await Promise.race([measured, sending.then(() => measured)]);
  } finally {
    stop.abort();
    await sending;
  }
}
