import autocannon from 'autocannon';
import { order } from '../order.js';
import type { Load, LoadOptions } from './figures.js';

export async function loadByAutocannon({ url, connections, seconds }: LoadOptions): Promise<Load> {
  const headers = { 'content-type': 'application/json' };
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    method: 'POST',
    headers,
    body: order,
  });
  const failed = result.errors + result.non2xx;
  if (failed > 0) throw new Error(`${failed} requests to ${url} failed`);
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99 };
}
