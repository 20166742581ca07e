import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Cluster } from './cluster.js';
import { runQueue } from './run-queue.js';

const scenario = (name: string) => ({ name, title: `title of ${name}`, run: async () => undefined });

const failing = (why: string) => () => Promise.reject(new Error(why));
/** Brokers that cannot be used, nor cleared away. */
const spoilt = { createTopic: failing('no topic'), stop: failing('not unmounted') } as unknown as Cluster;

it('goes on where brokers cannot be cleared away, and tells after which scenario', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'queue-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const ended: unknown[] = [];
  const notes: string[] = [];
  await runQueue(
    [scenario('one'), scenario('two')],
    {
      folder,
      seed: 1,
      stop: new AbortController().signal,
      programs: { publisher: '', subscriber: '' },
      ended: ({ name }, result) => ended.push([name, result]),
      note: (line) => notes.push(line),
    },
    async () => spoilt,
  );
  expect(ended).toEqual([
    ['one', new Error('no topic')],
    ['two', new Error('no topic')],
  ]);
  expect(notes).toEqual([
    'brokers left after "title of one": not unmounted',
    'brokers left after "title of two": not unmounted',
  ]);
});
