import { setTimeout as pause } from 'node:timers/promises';
import type { ClusterPlan } from '../node/cluster-plan.js';
import type { Member } from '../node/member.js';

const BROKERS_MS = 3000;
const CONTROLLERS_MS = 5000;
const ALONE_MS = 1000;
const POLL_MS = 50;

/** Ends brokers so that all of their records are put away; those that take too long are killed. */
export async function shutDown(members: readonly Member[], { controllers }: ClusterPlan): Promise<void> {
  const isController = ({ node }: Member) => controllers.some(({ id }) => id === node.id);
  // A broker takes its leave of the controllers: they have to be there still.
  const brokers = members.filter((member) => !isController(member));
  await Promise.all(brokers.map((member) => member.end('SIGTERM', BROKERS_MS)));
  const quorum = members.filter(isController);
  const ending = quorum.map((member) => member.end('SIGTERM', CONTROLLERS_MS));
  if (quorum.length > 1) await releaseLast(quorum);
  await Promise.all(ending);
}

/**
 * The last controller waits 5 s for another to be elected in its place, in vain, so it is killed: as soon as its
 * records are put away, or after a while, as its broker may wait for a controller's leave to go, in vain too.
 */
async function releaseLast(quorum: readonly Member[]): Promise<void> {
  let alone: number | undefined;
  for (;;) {
    const running = quorum.filter((member) => member.running);
    const [last] = running;
    if (!last) return;
    if (running.length === 1) {
      alone ??= performance.now();
      if ((await last.closed()) || performance.now() > alone + ALONE_MS) return last.end('SIGKILL');
    }
    await pause(POLL_MS);
  }
}
