import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const script = `import { mostRssMiB } from ${JSON.stringify(new URL('usage.ts', import.meta.url).href)};
console.log(JSON.stringify([mostRssMiB(), process.memoryUsage.rss() / 2 ** 20]));`;

it.runIf(process.platform === 'linux')('tells the memory of a process, not that of its parent', async () => {
  const ballast = Buffer.alloc(300 * 2 ** 20, 1);
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--import',
    'tsx',
    '--input-type=module',
    '--eval',
    script,
  ]);
  const [most, now] = JSON.parse(stdout) as [number, number];
  expect(ballast.byteLength / 2 ** 20).toBeGreaterThan(most);
  expect(most).toBeGreaterThanOrEqual(Math.floor(now));
});
