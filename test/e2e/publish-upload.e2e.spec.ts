import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { LocalKafka } from '@app/local-kafka';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { EXEC_ARGV } from '../../apps/start/src/build.js';
import { bundle } from '../../bench/support/bundle.js';
import { startBuiltPublisher } from './support/built-publisher.js';
import { committed, until } from './support/consume-app.js';
import { recordsIn } from './support/log-of.js';
import { RunningProgram } from './support/running-program.js';

const LINES = 1_000_000;
const TOGETHER = 1_000;
const topic = 'order-placed';

/** About 220 bytes each. */
const linesFrom = (first: number): string =>
  Array.from({ length: TOGETHER }, (_, n) => `${JSON.stringify(order(first + n))}\n`).join('');

const order = (n: number) => ({
  orderId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  customerId: `customer-${n % 50}`,
  items: [
    { sku: 'assam-first-flush-100g', quantity: 1 + (n % 9) },
    { sku: 'darjeeling-second-flush-250g', quantity: 1 },
  ],
});

/** Highest resident memory of a process so far, in MiB, as Linux counts it. */
async function peakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1]) / 1024;
}

describe('an upload of a million lines', () => {
  let kafka: LocalKafka;
  beforeAll(async () => {
    kafka = await LocalKafka.start();
  });
  afterAll(() => kafka.stop());

  it('is published within 250 MiB of memory, a receipt for each line', async () => {
    const { origin, program } = await startBuiltPublisher(kafka.bootstrap);

    const upload = request(`${origin}/topics/${topic}/events`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-ndjson' },
    });
    upload.flushHeaders();
    const [response] = (await once(upload, 'response')) as [IncomingMessage];
    let receipts = '';
    let published = 0;
    let early = 0;
    response.setEncoding('latin1').on('data', (text: string) => {
      const lines = (receipts + text).split('\n');
      receipts = lines.pop() ?? '';
      for (const line of lines) if (line.startsWith('{"status":201,')) published++;
    });
    for (let sent = 0; sent < LINES; sent += TOGETHER) {
      if (!upload.write(linesFrom(sent))) await once(upload, 'drain');
      early = published;
    }
    upload.end();
    await once(response, 'end');

    expect(published).toBe(LINES);
    expect(early).toBeGreaterThan(LINES / 2);
    expect(await recordsIn(kafka.bootstrap, topic)).toBe(LINES);
    expect(await peakMemory(program.pid)).toBeLessThan(250);
  }, 300_000);

  it('is a backlog that a subscriber handles within 200 MiB of memory', async () => {
    // Bundled as in production: what compiles TypeScript on its way takes memory too.
    const worker = await bundle(fileURLToPath(new URL('support/backlog-worker.ts', import.meta.url)));
    const args = [...EXEC_ARGV, worker, kafka.bootstrap.join(','), topic];
    const program = new RunningProgram(process.execPath, args);
    onTestFinished(() => program.kill('SIGKILL'));
    const done = async (): Promise<number> =>
      [...(await committed(kafka.bootstrap, topic, topic)).values()].reduce((sum, offset) => sum + offset, 0);
    await until(async () => (await done()) === LINES);
    expect(await peakMemory(program.pid)).toBeLessThan(200);
  }, 300_000);
});
