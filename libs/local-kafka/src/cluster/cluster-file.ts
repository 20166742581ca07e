import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LocalKafkaError } from '../errors.js';
import { isObject } from '../json.js';

/** What a data folder holds: `cluster.json`. */
export interface ClusterRecord {
  readonly clusterId: string;
  readonly zookeeper: boolean;
  /** How many brokers it was made with. */
  readonly founders: number;
  /** Ids of all brokers, those added later too. */
  readonly brokers: readonly number[];
}

/**
 * Undefined where the folder holds no cluster.
 * @throws LocalKafkaError BAD_VALUE where the file is not as we wrote it
 */
export async function readCluster(folder: string): Promise<ClusterRecord | undefined> {
  const file = join(folder, 'cluster.json');
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const record = parse(text);
  if (isClusterRecord(record)) return record;
  throw new LocalKafkaError('BAD_VALUE', `${file} cannot be read: remove ${folder} to begin with no data`);
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const isClusterRecord = (value: unknown): value is ClusterRecord =>
  isObject(value) &&
  typeof value['clusterId'] === 'string' &&
  typeof value['zookeeper'] === 'boolean' &&
  typeof value['founders'] === 'number' &&
  Array.isArray(value['brokers']);

export async function writeCluster(folder: string, cluster: ClusterRecord): Promise<void> {
  const file = join(folder, 'cluster.json');
  await writeFile(`${file}.new`, `${JSON.stringify(cluster, null, 2)}\n`);
  await rename(`${file}.new`, file);
}

/** A Kafka UUID: 16 bytes in base64url, not beginning with a dash, which would look like an option. */
export function newClusterId(): string {
  const id = randomBytes(16).toString('base64url');
  return id.startsWith('-') ? newClusterId() : id;
}
