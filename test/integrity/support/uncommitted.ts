import { setTimeout as delay } from 'node:timers/promises';
import { committed } from '../../e2e/support/consume-app.js';
import { withAdmin } from '../../e2e/support/plain-kafkajs.js';
import { monotonic } from '../monotonic.js';
import { type Fleet, GROUPS } from './fleet.js';

const COMMIT_MS = 60_000;
const LOOK_MS = 300;

/** Waits until every group has committed up to the end of the log; says for which it waited in vain. */
export async function uncommitted(
  brokers: readonly string[],
  topic: string,
  fleet: Fleet,
): Promise<string[]> {
  const ends = await withAdmin(brokers, (admin) => admin.fetchTopicOffsets(topic));
  const deadline = monotonic() + COMMIT_MS;
  const open = async (group: string): Promise<string[]> => {
    const offsets = await committed(brokers, fleet.groupId(group), topic);
    return ends.flatMap(({ partition, high }) => {
      const at = offsets.get(partition) ?? -1;
      const isDone = Number(high) === 0 || at === Number(high);
      return isDone ? [] : [`${group} has committed ${at} of ${high} in partition ${partition}`];
    });
  };
  const left = await Promise.all(
    GROUPS.map(async (group) => {
      for (;;) {
        const found = await open(group);
        if (found.length === 0 || monotonic() > deadline) return found;
        await delay(LOOK_MS);
      }
    }),
  );
  return left.flat();
}
