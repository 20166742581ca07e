import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { ordersOf, USUAL_BYTES } from '../order.js';

const orders = ordersOf(USUAL_BYTES);
const chunk = Buffer.from(orders.map(({ value }) => `${value}\n`).join(''));

/** With what a problem begins: the number of its line. */
const PROBLEM = '{"line":';
const LONGEST_MS = 120_000;

/**
 * Uploads lines and resolves with how many were acknowledged in a second.
 *
 * @param count in thousands, one of each customer
 * @throws Error when one was not, or not all within two minutes
 */
export async function uploadLines(url: string, count: number): Promise<number> {
  const begun = performance.now();
  const signal = AbortSignal.timeout(LONGEST_MS);
  const upload = request(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    signal,
  });
  upload.flushHeaders();
  const [response] = (await once(upload, 'response', { signal })) as [IncomingMessage];
  let lines = 0;
  let failed = '';
  let end = Buffer.alloc(0);
  response.on('data', (bytes: Buffer) => {
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
    const text = Buffer.concat([end, bytes]);
    if (text.includes(PROBLEM)) failed ||= text.toString();
    end = text.subarray(-PROBLEM.length + 1);
  });
  const ended = once(response, 'end', { signal });
  for (let sent = 0; sent < count; sent += orders.length) {
    if (!upload.write(chunk)) await once(upload, 'drain', { signal });
  }
  upload.end();
  await ended;
  if (failed || lines !== count)
    throw new Error(`${lines} of ${count} lines answered; ${failed.slice(0, 300)}`);
  return (count * 1_000) / (performance.now() - begun);
}
