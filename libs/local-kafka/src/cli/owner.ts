import { openProjectKafka } from '../project/project-kafka.js';
import type { Shape } from '../project/settings.js';
import { tellParent } from './background.js';

/** The background process: it has the cluster until it is told to end, by a signal or on the control socket. */
export async function ownKafka(shape: Shape): Promise<void> {
  // Who asked for it gave up before it was there.
  const abandon = () => process.exit(1);
  process.once('disconnect', abandon);
  const report = (line: string) => {
    process.stdout.write(`${line}\n`);
    tellParent({ line });
  };
  const kafka = await openProjectKafka({ ...shape, report });
  process.off('disconnect', abandon);
  const end = () => void kafka.close().finally(() => process.exit(0));
  process.once('SIGTERM', end).once('SIGINT', end);
  tellParent({ status: kafka.status, owned: kafka.owned });
}
