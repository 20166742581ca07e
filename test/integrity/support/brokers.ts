import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalKafka, type LocalKafkaOptions } from '@app/local-kafka';
import { SecureKafka } from '../../e2e/support/secure-kafka.js';
import { folderOfMounts } from './left-mounts.js';
import { MountRefusedError } from './mount-refused.js';
import { assertClocks, clockVariables } from './other-clocks.js';
import { SmallDisk } from './small-disk.js';

/** One broker has a disk that can be filled and fail, two have other clocks, or all speak SASL_SSL too. */
export type ClusterKind = 'small-disk' | 'other-clocks' | 'secure';

export interface Brokers {
  readonly kafka: LocalKafka;
  readonly disk?: SmallDisk;
  readonly secure?: SecureKafka;
}

export const SMALL_DISK_BROKER = 3;
const HOUR_S = 3_600;
const CLOCKS: Readonly<Record<number, number>> = { 1: HOUR_S, 2: -HOUR_S };

/** Lives of minutes are too short for the second compiler to pay: it would take half of a core's time. */
const QUICK = { JDK_JAVA_OPTIONS: '-XX:TieredStopAtLevel=1' };

const starts: Readonly<Record<ClusterKind, (options: LocalKafkaOptions) => Promise<Brokers>>> = {
  'small-disk': async (options) => {
    const dataFolder = await folderOfMounts();
    const disk = new SmallDisk(join(dataFolder, `broker-${SMALL_DISK_BROKER}`, 'data'));
    let kafka: LocalKafka | undefined;
    try {
      await disk.mount();
      kafka = await LocalKafka.start({ ...options, dataFolder });
      // A broker whose formatter's files are gone starts no more, and those are older than a minute but in a test.
      await disk.flush();
      return { kafka, disk };
    } catch (error) {
      await kafka?.stop();
      await disk.unmount();
      await rm(dataFolder, { recursive: true, force: true });
      throw error;
    }
  },
  'other-clocks': async (options) => {
    const variables = await clockVariables();
    const environment = (id: number): Record<string, string> => ({
      ...QUICK,
      ...variables(CLOCKS[id] ?? 0),
    });
    const kafka = await LocalKafka.start({ ...options, environment });
    try {
      assertClocks(await logsOf(kafka), CLOCKS);
      return { kafka };
    } catch (error) {
      await kafka.stop();
      throw error;
    }
  },
  secure: async (options) => {
    const secure = await SecureKafka.start(['publisher', 'subscriber'], options);
    return { kafka: secure.kafka, secure };
  },
};

async function logsOf({ brokers, dataFolder }: LocalKafka): Promise<Map<number, string>> {
  const logOf = (id: number): Promise<string> =>
    readFile(join(dataFolder, 'logs', `broker-${id}.log`), 'utf8');
  return new Map(await Promise.all(brokers.map(async ({ id }) => [id, await logOf(id)] as const)));
}

export const startBrokers = async (
  kind: ClusterKind | undefined,
  given: LocalKafkaOptions,
): Promise<Brokers> => {
  const options = { environment: () => QUICK, ...given };
  return kind ? starts[kind](options) : { kafka: await LocalKafka.start(options) };
};

const tryOuts: Partial<Record<ClusterKind, () => Promise<unknown>>> = {
  'small-disk': () => SmallDisk.tryOut(),
  'other-clocks': clockVariables,
};

/** Why there can be no cluster of a kind. */
export interface Lack {
  readonly why: string;
  /** Whether it is there in CI: mounting may be refused anywhere. */
  readonly isInstalledInCi: boolean;
}

/** Why there can be no such cluster here; undefined where there can. */
export async function lackFor(kind: ClusterKind | undefined): Promise<Lack | undefined> {
  try {
    if (kind) await tryOuts[kind]?.();
    return undefined;
  } catch (error) {
    // Of a program that failed: its command line, then its own first words.
    const [command = '', why = command] = (error as Error).message.trim().split('\n');
    return { why, isInstalledInCi: !(error instanceof MountRefusedError) };
  }
}
