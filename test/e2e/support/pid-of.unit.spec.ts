import { describe, expect, it } from 'vitest';
import { pidOf } from './pid-of.js';

describe('pidOf', () => {
  it('gives the process of what runs', () => {
    expect(pidOf({ pid: 4_242 })).toBe(4_242);
  });

  it.each([[undefined], [{}], [{ pid: undefined }], [{ pid: 0 }], [{ pid: -1 }], [{ pid: 1 }]])(
    'gives none for %j, rather than one that means a group or all',
    (owner) => {
      expect(() => pidOf(owner)).toThrow('no process');
    },
  );
});
