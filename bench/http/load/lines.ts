import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { ordersOf, USUAL_BYTES } from '../order.js';

const orders = ordersOf(USUAL_BYTES);
const chunk = Buffer.from(orders.map(({ value }) => `${value}\n`).join(''));

/**
 * Uploads lines and resolves with how many were acknowledged in a second.
 *
 * @param count in thousands, one of each customer
 * @throws Error when one was not
 */
export async function uploadLines(url: string, count: number): Promise<number> {
  const begun = performance.now();
  const upload = request(url, { method: 'POST', headers: { 'content-type': 'application/x-ndjson' } });
  upload.flushHeaders();
  const [response] = (await once(upload, 'response')) as [IncomingMessage];
  let lines = 0;
  let failed = '';
  response.on('data', (bytes: Buffer) => {
    for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
    // A problem begins with the number of its line.
    if (bytes.includes('{"line":')) failed ||= bytes.toString();
  });
  const ended = once(response, 'end');
  for (let sent = 0; sent < count; sent += orders.length) {
    if (!upload.write(chunk)) await once(upload, 'drain');
  }
  upload.end();
  await ended;
  if (failed || lines !== count)
    throw new Error(`${lines} of ${count} lines answered; ${failed.slice(0, 300)}`);
  return (count * 1_000) / (performance.now() - begun);
}
