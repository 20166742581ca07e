import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findJava, javaVersion, majorVersion } from './java.js';

it.each([
  ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', '17.0.15', 17],
  ['java version "1.8.0_292"', '1.8.0_292', 8],
  ['openjdk version "25-ea" 2025-09-16', '25-ea', 25],
])('reads the version of %j', (output, version, major) => {
  expect(javaVersion(output)).toBe(version);
  expect(majorVersion(version)).toBe(major);
});

it('finds no version where there is none, as in the hint that macOS prints', () => {
  expect(javaVersion('Unable to locate a Java Runtime.')).toBeUndefined();
});

describe('findJava', () => {
  let home: string;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'java-home-'));
    await mkdir(join(home, 'bin'));
    await writeFile(join(home, 'bin/java'), '#!/bin/sh\necho \'openjdk version "11.0.2"\' >&2\n');
    await chmod(join(home, 'bin/java'), 0o755);
  });
  afterAll(() => rm(home, { recursive: true }));

  it('says what to install where there is no Java', async () => {
    await expect(findJava({ PATH: home })).rejects.toMatchObject({
      code: 'JAVA_MISSING',
      message: expect.stringMatching(/no Java on the PATH: install a JDK of version 17 or later/),
    });
    await expect(findJava({ PATH: home, JAVA_HOME: '/nowhere' })).rejects.toMatchObject({
      message: expect.stringContaining('no Java in JAVA_HOME (/nowhere)'),
    });
  });

  it('refuses one that is too old, and looks into JAVA_HOME first', async () => {
    await expect(findJava({ ...process.env, JAVA_HOME: home })).rejects.toMatchObject({
      code: 'JAVA_TOO_OLD',
      message: expect.stringContaining('this is 11.0.2'),
    });
  });
});
