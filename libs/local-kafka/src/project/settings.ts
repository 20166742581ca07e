import { join, resolve } from 'node:path';
import { LocalKafkaError } from '../errors.js';
import { PROJECT_KAFKA_FOLDER } from '../paths.js';

/** What was asked for; what was not fits any cluster that runs already. */
export interface Shape {
  readonly brokers?: number | undefined;
  readonly zookeeper?: boolean | undefined;
}

export interface ProjectSettings {
  /** Data and logs of the project's clusters. */
  readonly folder: string;
  readonly firstPort?: number;
}

/**
 * `LOCAL_KAFKA_FOLDER` (`.kafka` in the project by default) and `LOCAL_KAFKA_PORT` (of the first broker; 9092 by
 * default, 9093 with ZooKeeper).
 * @throws LocalKafkaError BAD_VALUE
 */
export function projectSettings(env: NodeJS.ProcessEnv): ProjectSettings {
  const folder = resolve(env['LOCAL_KAFKA_FOLDER'] || PROJECT_KAFKA_FOLDER);
  const given = env['LOCAL_KAFKA_PORT'];
  if (!given) return { folder };
  const firstPort = Number(given);
  // ZooKeeper's port is the highest of a cluster, 13,088 above the first.
  if (Number.isInteger(firstPort) && firstPort >= 1 && firstPort <= 52_000) return { folder, firstPort };
  throw new LocalKafkaError('BAD_VALUE', `LOCAL_KAFKA_PORT is a port from 1 to 52000, not '${given}'`);
}

export interface Layout {
  readonly brokers: number;
  readonly zookeeper: boolean;
  readonly dataFolder: string;
  readonly firstPort: number;
}

/** Each shape has a data folder of its own. */
export function layoutOf(settings: ProjectSettings, { brokers = 1, zookeeper = false }: Shape): Layout {
  const name = zookeeper ? 'zookeeper' : 'kraft';
  return {
    brokers,
    zookeeper,
    dataFolder: join(settings.folder, 'data', `${name}-${brokers}`),
    firstPort: settings.firstPort ?? (zookeeper ? 9093 : 9092),
  };
}
