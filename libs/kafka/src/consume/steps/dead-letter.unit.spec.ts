import { describe, expect, it, vi } from 'vitest';
import type { Delivery } from '../delivery.js';
import { GivenUpError, HandlerTimeoutError } from '../errors.js';
import { delivery } from '../failure/delivery.fixture.js';
import { deadLetter } from './dead-letter.js';

/** Dead letters that can be written only after so many attempts. */
function bench(failures: number, stopping = new AbortController().signal) {
  const seen = { written: [] as unknown[], lettered: 0, lines: [] as string[], attempts: 0 };
  const publish = async (_: Delivery, error: unknown): Promise<void> => {
    if (seen.attempts++ < failures) throw new Error('no leader\n    at stack');
    seen.written.push(error);
  };
  const step = deadLetter({
    letters: { publish },
    stopping,
    lettered: () => void seen.lettered++,
    report: (line) => void seen.lines.push(line),
  });
  return { seen, fail: (thrown: unknown) => step(() => Promise.reject(thrown)) };
}

describe('deadLetter', () => {
  it('leaves alone what is handled', async () => {
    const { seen } = bench(0);
    const step = deadLetter({
      letters: { publish: () => Promise.reject(new Error('never')) },
      stopping: new AbortController().signal,
      lettered: () => void seen.lettered++,
      report: () => undefined,
    });
    await step(() => Promise.resolve())(delivery());
    expect(seen.lettered).toBe(0);
  });

  it.each([new Error('no'), undefined, 'text'])('writes a letter for %s, and is done then', async (error) => {
    const { seen, fail } = bench(0);
    await fail(error)(delivery());
    expect(seen).toMatchObject({ written: [error], lettered: 1, lines: [] });
  });

  it('tries again for as long as it takes, with a line that names the record each time', async () => {
    // No jitter, no wait.
    const random = vi.spyOn(Math, 'random').mockReturnValue(0);
    const { seen, fail } = bench(20);
    await fail(new Error('no'))(delivery({ offset: 7n }));
    random.mockRestore();
    expect(seen).toMatchObject({ attempts: 21, lettered: 1 });
    expect(seen.lines).toHaveLength(20);
    expect(seen.lines[0]).toBe('orders, partition 0, offset 7: no dead letter yet: no leader');
  });

  it('writes none for a record that was given up', async () => {
    const { seen, fail } = bench(0);
    const error = new GivenUpError('lost');
    await expect(fail(error)(delivery())).rejects.toBe(error);
    const lost = AbortSignal.abort(new GivenUpError('lost'));
    await expect(fail(new Error('no'))(delivery({ signal: lost }))).rejects.toMatchObject({
      message: 'lost',
    });
    expect(seen.attempts).toBe(0);
  });

  it('waits no longer when the process stops, also for a record whose handler ran out of time', async () => {
    const late = AbortSignal.abort(new HandlerTimeoutError(5));
    for (const signal of [new AbortController().signal, late]) {
      const stopping = new AbortController();
      const { seen, fail } = bench(9, stopping.signal);
      const handled = fail(new Error('no'))(delivery({ signal }));
      while (seen.lines.length === 0) await Promise.resolve();
      stopping.abort(new GivenUpError('the process stops'));
      await expect(handled).rejects.toMatchObject({ message: 'the process stops' });
    }
  });
});
