import { createHash } from 'node:crypto';
import { resolve } from 'node:path';

const LIBRARY = resolve(import.meta.dirname, '..');

/** Where package.json is. */
export const PROJECT_FOLDER = resolve(LIBRARY, '../..');

/** Jars, data and logs of this project's Kafka: `.kafka` beside package.json, not under version control. */
export const PROJECT_KAFKA_FOLDER = resolve(PROJECT_FOLDER, '.kafka');

export const pomFile = (edition: 'kafka' | 'zookeeper'): string =>
  resolve(LIBRARY, 'maven', edition, 'pom.xml');

export const shortHash = (text: string): string =>
  createHash('sha256').update(text).digest('hex').slice(0, 12);
