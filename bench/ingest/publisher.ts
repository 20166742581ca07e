import { loadAndWatch } from '../http/load/load.js';
import { uploadLines } from '../http/load/lines.js';
import { ordersOf, PATH, USUAL_BYTES } from '../http/order.js';
import type { Measured } from '../support/measured.js';
import type { Program } from '../support/program.js';
import { startServer } from '../support/server.js';
import { mostRssMiB, usageOf } from '../support/usage.js';
import { AT_ONCE, BATCH } from './batches.js';

/** Starts the publisher anew, warms it, and has it take one stream of lines, or lists over four connections. */
export async function publisherTakes(
  kind: 'lines' | 'lists',
  program: Program,
  environment: NodeJS.ProcessEnv,
  quick: boolean,
): Promise<Measured> {
  const server = await startServer(program, environment);
  const url = `${server.origin}${PATH}`;
  try {
    return await (kind === 'lines' ? lines(url, server.pid, quick) : lists(url, server.pid, quick));
  } finally {
    await server.stop();
  }
}

async function lines(url: string, pid: number, quick: boolean): Promise<Measured> {
  await uploadLines(url, quick ? 20_000 : 100_000);
  const records = quick ? 50_000 : 300_000;
  const before = await usageOf(pid);
  const perSecond = await uploadLines(url, records);
  const after = await usageOf(pid);
  return {
    records,
    seconds: records / perSecond,
    cpuSeconds: after.cpuSeconds - before.cpuSeconds,
    rssMiB: mostRssMiB(pid),
  };
}

async function lists(url: string, pid: number, quick: boolean): Promise<Measured> {
  const orders = ordersOf(USUAL_BYTES).map(({ value }) => value);
  const bodies = [orders.slice(0, BATCH), orders.slice(BATCH)].map((list) => `[${list.join(',')}]`);
  for (const body of bodies) await allTaken(url, body);
  const asked = { url, connections: AT_ONCE, bodies };
  await loadAndWatch(pid, { ...asked, seconds: quick ? 1 : 2 });
  const under = await loadAndWatch(pid, { ...asked, seconds: quick ? 1 : 4 });
  const records = under.requests * BATCH;
  return {
    records,
    seconds: under.requests / under.perSecond,
    cpuSeconds: (under.cpuMicroseconds * under.requests) / 1e6,
    rssMiB: mostRssMiB(pid),
  };
}

/** As a list of which some, or all, were refused is answered 207, which those who make the load take for success. */
async function allTaken(url: string, body: string): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(30_000) });
  if (answer.status === 201) return;
  throw new Error(`a list was answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
}
