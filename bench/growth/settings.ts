import type { Contract } from '@app/kafka';
import { type Order, orders } from '../support/order.js';
import { topic } from '../support/settings.js';
import { topicNames } from './topic-names.js';

const number = (name: string): number => Number(process.env[name] ?? 0);

export const eventBytes = number('BENCH_EVENT_BYTES');
export const keys = number('BENCH_KEYS');
/** How long a handler waits, in milliseconds. */
export const handlerMs = number('BENCH_HANDLER_MS');

export const topics = topicNames(topic, number('BENCH_TOPICS'));

export const contracts: readonly Contract<Order>[] = topics.map((name) => ({
  ...orders,
  topic: name,
  partitions: number('BENCH_PARTITIONS'),
  key: ({ customerId }) => customerId,
}));
