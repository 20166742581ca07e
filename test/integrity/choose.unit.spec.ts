import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { choose } from './choose.js';
import type { ClusterKind, Lack } from './support/brokers.js';

const scenario = (name: string, on?: ClusterKind) => ({
  name,
  title: `title of ${name}`,
  run: async () => undefined,
  ...(on ? { on } : {}),
});

const plain = scenario('plain');
const disk = scenario('disk', 'small-disk');
const clocks = scenario('clocks', 'other-clocks');
const all = [plain, disk, clocks];

const refused: Lack = { why: 'mount: permission denied', isInstalledInCi: false };
const missing: Lack = { why: 'there is no faketime', isInstalledInCi: true };
const lacks = async (kind: ClusterKind | undefined): Promise<Lack | undefined> => {
  if (!kind) return undefined;
  return kind === 'small-disk' ? refused : missing;
};

beforeEach(() => void vi.stubEnv('CI', undefined));
afterEach(() => void vi.unstubAllEnvs());

describe('choose', () => {
  it('takes those that are named, in their own order', async () => {
    const { chosen } = await choose(all, ['clocks', 'plain'], async () => undefined);
    expect(chosen).toEqual([plain, clocks]);
  });

  it('passes over what cannot be run here, and says why', async () => {
    expect(await choose(all, [], lacks)).toEqual({
      chosen: [plain],
      skipped: [
        { scenario: disk, why: refused.why },
        { scenario: clocks, why: missing.why },
      ],
      failed: [],
    });
  });

  it('fails in CI for what CI installs, and not for what the system does not allow', async () => {
    vi.stubEnv('CI', 'true');
    expect(await choose(all, [], lacks)).toEqual({
      chosen: [plain],
      skipped: [{ scenario: disk, why: refused.why }],
      failed: [{ scenario: clocks, why: missing.why }],
    });
  });

  it('is not content with none', async () => {
    await expect(choose(all, ['disk'], lacks)).rejects.toThrow(
      /no scenario .*\ndisk: mount: permission denied/,
    );
  });
});
