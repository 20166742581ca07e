import autocannon from 'autocannon';
import type { Load, LoadOptions } from './figures.js';

export async function loadByAutocannon({ url, connections, seconds, body }: LoadOptions): Promise<Load> {
  const headers = { 'content-type': 'application/json' };
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    method: 'POST',
    headers,
    body,
    timeout: 30,
  });
  const failed = result.errors + result.non2xx;
  if (failed > 0) throw new Error(`${failed} requests to ${url} failed`);
  return {
    requests: result['2xx'],
    perSecond: result['2xx'] / result.duration,
    p50: result.latency.p50,
    p99: result.latency.p99,
  };
}
