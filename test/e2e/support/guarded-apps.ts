import { randomUUID } from 'node:crypto';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Contract, KafkaAccess } from '@app/kafka';
import type { AccessSettings } from '@app/security';
import type { LoggerService } from '@nestjs/common';
import { bootPublisher, bootSubscriber } from './boot.js';
import { startConsole } from './console.js';

interface GuardedOptions extends KafkaAccess {
  readonly logger: LoggerService;
  /** What the publisher publishes. */
  readonly contracts: readonly Contract[];
  /** What the console knows. Default: every contract of this repository. */
  readonly shown?: readonly Contract[];
  /** Content of the file of keys at first. */
  readonly keys: string;
  readonly oidc?: AccessSettings['oidc'];
}

/** The three apps, each on a port, with one file of API keys. */
export async function startGuarded({ brokers, logger, contracts, shown, keys, oidc }: GuardedOptions) {
  const folder = await mkdtemp(join(tmpdir(), 'keys-'));
  const file = join(folder, 'api-keys.json');
  await writeFile(file, keys);
  const access = { keys: { file }, oidc };
  const publisher = await bootPublisher({ brokers, logger, contracts, access });
  const subscriber = await bootSubscriber({ brokers, logger, groupId: `keys-${randomUUID()}`, access });
  const desk = await startConsole({ brokers, access, logger, ...(shown && { contracts: shown }) });
  await publisher.listen(0, '127.0.0.1');
  await subscriber.listen(0, '127.0.0.1');
  return {
    file,
    desk,
    origin: await publisher.getUrl(),
    subscriberOrigin: await subscriber.getUrl(),
    /** At once, as whoever reads it must never find half of it. */
    replaceKeys: async (text: string): Promise<void> => {
      await writeFile(`${file}.new`, text);
      await rename(`${file}.new`, file);
    },
    async close(): Promise<void> {
      await Promise.all([publisher.close(), subscriber.close(), desk.close()]);
      await rm(folder, { recursive: true });
    },
  };
}
