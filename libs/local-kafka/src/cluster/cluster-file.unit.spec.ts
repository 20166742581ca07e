import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { newClusterId, readCluster, writeCluster } from './cluster-file.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cluster-file-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('reads what it wrote, and nothing from an empty folder', async () => {
  expect(await readCluster(folder)).toBeUndefined();
  const record = { clusterId: newClusterId(), zookeeper: false, founders: 1, brokers: [1, 2] };
  await writeCluster(folder, record);
  expect(await readCluster(folder)).toEqual(record);
});

it.each(['', '{', '{"clusterId":1}'])('does not take %j for a new cluster', async (text) => {
  await writeFile(join(folder, 'cluster.json'), text);
  await expect(readCluster(folder)).rejects.toMatchObject({ code: 'BAD_VALUE' });
});

it('makes cluster ids as Kafka does: 16 bytes, without a leading dash', () => {
  const ids = Array.from({ length: 200 }, newClusterId);
  expect(ids.every((id) => /^[\w][\w-]{21}$/.test(id))).toBe(true);
});
