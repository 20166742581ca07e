import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Load, LoadOptions } from './figures.js';

/**
 * wrk's own language. All requests are made before the first goes out: the next one costs no more than its index.
 * The last line prints what wrk's table rounds.
 *
 * @param bodies a file with one in each line
 */
const script = (bodies: string): string => `
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local requests, count, turn = {}, 0, 0
function init()
  for body in io.lines([==[${bodies}]==]) do
    count = count + 1
    requests[count] = wrk.format(nil, nil, nil, body)
  end
end
function request()
  turn = turn % count + 1
  return requests[turn]
end
function done(summary, latency)
  local e = summary.errors
  print(string.format('{"requests":%d,"perSecond":%f,"p50":%f,"p99":%f,"failed":%d}',
    summary.requests, summary.requests / summary.duration * 1e6,
    latency:percentile(50) / 1e3, latency:percentile(99) / 1e3,
    e.connect + e.read + e.write + e.status + e.timeout))
end
`;

export async function loadByWrk({ url, connections, seconds, bodies }: LoadOptions): Promise<Load> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'));
  try {
    const lines = join(folder, 'bodies');
    const file = join(folder, 'orders.lua');
    await writeFile(lines, bodies.join('\n'));
    await writeFile(file, script(lines));
    // A cold server beside much else takes longer than the 2 s of the default.
    const options = [
      '-t',
      '1',
      '-c',
      String(connections),
      '-d',
      `${seconds}s`,
      '--timeout',
      '30s',
      '-s',
      file,
    ];
    const { stdout } = await promisify(execFile)('wrk', [...options, url]);
    const { failed, ...load } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Load & {
      failed: number;
    };
    if (failed > 0) throw new Error(`${failed} requests to ${url} failed`);
    return load;
  } finally {
    await rm(folder, { recursive: true });
  }
}
