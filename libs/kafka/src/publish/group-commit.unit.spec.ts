import { describe, expect, it } from 'vitest';
import { BufferFullError } from '../errors.js';
import { GroupCommit, type GroupLimits } from './group-commit.js';

const LIMITS: GroupLimits = { bufferEvents: 10, bufferBytes: 1_000, groupEvents: 3, groupBytes: 100 };
interface Item {
  readonly name: string;
  readonly bytes: number;
}

const item = (name: string, bytes = 1): Item => ({ name, bytes });

/** A sender whose sends end when the test says so. */
function heldSender() {
  const groups: string[][] = [];
  const ends: { resolve(): void; reject(error: Error): void }[] = [];
  const send = (items: readonly Item[]): Promise<string[]> => {
    const names = items.map(({ name }) => name);
    groups.push(names);
    return new Promise((resolve, reject) => ends.push({ resolve: () => resolve(names), reject }));
  };
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    send,
    groups,
    turn,
    end: async (error?: Error) => {
      const next = ends.shift();
      if (error) next?.reject(error);
      else next?.resolve();
      await turn();
    },
  };
}

describe('GroupCommit', () => {
  it('sends at once when idle and gathers while a send is under way', async () => {
    const { send, groups, end, turn } = heldSender();
    const commit = new GroupCommit<Item, string>(send, LIMITS);
    const first = commit.add(item('a'));
    await turn();
    const others = [commit.add(item('b')), commit.add(item('c'))];
    await turn();
    expect(groups).toEqual([['a']]);
    await end();
    expect(groups).toEqual([['a'], ['b', 'c']]);
    await end();
    expect(await Promise.all([first, ...others])).toEqual(['a', 'b', 'c']);
  });

  it('cuts groups by events and by bytes, in order, and lets one large item go alone', async () => {
    const { send, groups, end, turn } = heldSender();
    const commit = new GroupCommit<Item, string>(send, LIMITS);
    const all = [item('a'), item('b'), item('c'), item('d', 60), item('e', 60), item('big', 500)];
    const results = Promise.all(all.map((each) => commit.add(each)));
    await turn();
    for (let sends = 0; sends < 4; sends++) await end();
    expect(groups).toEqual([['a', 'b', 'c'], ['d'], ['e'], ['big']]);
    expect(await results).toEqual(['a', 'b', 'c', 'd', 'e', 'big']);
  });

  it('fails those of a rejected send and goes on with the next', async () => {
    const { send, end, turn } = heldSender();
    const commit = new GroupCommit<Item, string>(send, LIMITS);
    const first = commit.add(item('a')).catch((error: unknown) => error);
    await turn();
    const second = commit.add(item('b'));
    await end(new Error('gone'));
    await end();
    expect(await first).toEqual(new Error('gone'));
    expect(await second).toBe('b');
  });

  it('refuses what the buffer cannot hold, by events and by bytes', async () => {
    const { send, end, turn } = heldSender();
    const commit = new GroupCommit<Item, string>(send, { ...LIMITS, bufferEvents: 2 });
    const first = commit.add(item('a'));
    await turn();
    await expect(commit.add(item('huge', 1_001))).rejects.toBeInstanceOf(BufferFullError);
    const held = [commit.add(item('b')), commit.add(item('c'))];
    await expect(commit.add(item('d'))).rejects.toBeInstanceOf(BufferFullError);
    await end();
    await end();
    expect(await Promise.all([first, ...held])).toEqual(['a', 'b', 'c']);
  });

  it('is idle once all is answered', async () => {
    const { send, end, turn } = heldSender();
    const commit = new GroupCommit<Item, string>(send, LIMITS);
    let idle = false;
    const result = commit.add(item('a'));
    const waiting = commit.idle().then(() => (idle = true));
    await turn();
    expect(idle).toBe(false);
    await end();
    await Promise.all([result, waiting]);
    expect(idle).toBe(true);
  });
});
