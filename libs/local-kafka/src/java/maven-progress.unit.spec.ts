import { expect, it } from 'vitest';
import { countDownload, mavenError, megabytes } from './maven-progress.js';

it('counts files and their sizes', () => {
  const lines = [
    '[INFO] Downloading from central: https://host/a.pom',
    '[INFO] Downloaded from central: https://host/a.pom (1.4 kB at 7.6 kB/s)',
    'Downloaded from central: https://host/b.jar (6.2 MB at 12 MB/s)',
    'Downloaded from central: https://host/c.sha1 (40 B at 1 kB/s)',
    '[INFO] BUILD SUCCESS',
  ];
  const progress = lines.reduce(countDownload, { files: 0, bytes: 0 });
  expect(progress).toEqual({ files: 3, bytes: 6_201_440 });
  expect(megabytes(progress.bytes)).toBe('6.2 MB');
});

it('finds the reason in the output', () => {
  const output = '[INFO] x\n[ERROR] Could not transfer artifact: Unknown host -> [Help 1]\n[ERROR] more\n';
  expect(mavenError(output)).toBe('Could not transfer artifact: Unknown host');
  expect(mavenError('[INFO] x')).toBeUndefined();
});
