import { describe, expect, it } from 'vitest';
import { BufferFullError } from '../../errors.js';
import { GivenUpError } from '../errors.js';
import { delivery } from './delivery.fixture.js';
import { Unwritten } from './unwritten.js';

const failing = (problem: Error) => () => Promise.reject(problem);

describe('Unwritten', () => {
  it('tells of a record until its copy is written', async () => {
    const unwritten = new Unwritten();
    const record = delivery({ offset: 3n });
    await expect(unwritten.watch(record, 'dead letter', failing(new Error('refused')))).rejects.toThrow();
    await unwritten.watch(delivery(), 'dead letter', () => Promise.resolve());
    expect(unwritten.problem).toBe(
      'orders, partition 0 stands at offset 3: no dead letter can be written: refused',
    );
    await unwritten.watch(record, 'dead letter', () => Promise.resolve());
    expect(unwritten.problem).toBeUndefined();
  });

  it("forgets a record that is somebody else's by now", async () => {
    const unwritten = new Unwritten();
    const lost = new AbortController();
    const record = delivery({ signal: lost.signal });
    await expect(unwritten.watch(record, 'retry', failing(new Error('refused')))).rejects.toThrow();
    lost.abort(new GivenUpError('lost'));
    expect(unwritten.problem).toBeUndefined();
  });

  it('does not mind a storm that only has to wait', async () => {
    const unwritten = new Unwritten();
    await expect(unwritten.watch(delivery(), 'retry', failing(new BufferFullError()))).rejects.toThrow();
    expect(unwritten.problem).toBeUndefined();
  });
});
