import { describe, expect, it } from 'vitest';
import { guarded, type Hooked, runHooked } from './processing-hooks.js';

const end = (): void => undefined;
const done = (): Promise<void> => Promise.resolve();
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

// A rejection that nobody handles fails vitest itself: so these show also that there is none.
describe('runHooked', () => {
  it('gives the outcome of the handler', async () => {
    const hooked: Hooked = (work) => work(end);
    await expect(runHooked(hooked, done, String)).resolves.toBeUndefined();
    await expect(runHooked(hooked, () => Promise.reject(new Error('no')), String)).rejects.toThrow('no');
  });

  it.each<[string, Hooked]>([
    ['rejects', () => Promise.reject(new Error('hook'))],
    [
      'throws',
      () => {
        throw new Error('hook');
      },
    ],
  ])('fails the record where a hook %s before the handler', async (_, hooked) => {
    await expect(runHooked(hooked, done, String)).rejects.toThrow('hook');
  });

  it('only reports a hook that rejects after the handler', async () => {
    const reported: unknown[] = [];
    const hooked: Hooked = (work) => work(end).then(() => Promise.reject(new Error('hook')));
    await runHooked(hooked, done, (error) => reported.push(error));
    await turn();
    expect(reported).toEqual([new Error('hook')]);
  });

  it('does not call a handler again that is at work as its hook rejects', async () => {
    let handled = 0;
    const hooked: Hooked = (work) => {
      void work(end);
      return Promise.reject(new Error('hook'));
    };
    const run = async (): Promise<void> => {
      await turn();
      handled++;
    };
    await runHooked(hooked, run, () => undefined);
    expect(handled).toBe(1);
  });

  it('fails the record whose handler throws at once, also where the hook drops its promise', async () => {
    const hooked: Hooked = (work) => void work(end);
    const run = (): Promise<void> => {
      throw new Error('at once');
    };
    await expect(runHooked(hooked, run, String)).rejects.toThrow('at once');
  });
});

describe('guarded', () => {
  it('reports what a hook throws or rejects with', async () => {
    const reported: unknown[] = [];
    const report = (error: unknown): void => void reported.push(error);
    guarded(() => Promise.reject(new Error('late')), report)();
    guarded(() => {
      throw new Error('at once');
    }, report)();
    await turn();
    expect(reported.map(String)).toEqual(['Error: at once', 'Error: late']);
  });
});
