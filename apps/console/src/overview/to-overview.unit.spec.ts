import { expect, it } from 'vitest';
import type { Sample } from '../cluster/sample.js';
import { toOverview } from './to-overview.js';

const COUNT = 60;

/** Topics of one partition each, which has lost one of its two replicas and has `end` records. */
function sampleOf(at: number, end: bigint): Sample {
  const names = Array.from({ length: COUNT }, (_, n) => `topic-${n}`);
  const partitions = [{ id: 0, leader: 1, replicas: [1, 2], isr: [1] }];
  const topics = names.map((name) => ({ name, internal: false, partitions }));
  return {
    at,
    state: { clusterId: 'c', controller: 1, brokers: [{ id: 1, host: 'h', port: 1 }], topics },
    ends: new Map(names.map((name) => [name, new Map([[0, end]])])),
    groups: [],
    silent: [],
  };
}

it('an overview counts all topics, also those it does not show', () => {
  const samples = [sampleOf(1_000, 10n), sampleOf(3_000, 14n)];
  const overview = toOverview({ samples, brokers: [], publishers: [], hasContract: () => false });
  expect(overview?.topics).toHaveLength(40);
  expect(overview).toMatchObject({ topicCount: COUNT, underReplicated: COUNT, rate: 2 * COUNT });
});
