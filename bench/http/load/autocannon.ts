import autocannon from 'autocannon';
import type { Load, LoadOptions } from './figures.js';
import { shareOf } from './share-of.js';

export async function loadByAutocannon({ url, connections, seconds, bodies }: LoadOptions): Promise<Load> {
  const headers = { 'content-type': 'application/json' };
  let made = 0;
  const result = await autocannon({
    url,
    connections,
    duration: seconds,
    method: 'POST',
    headers,
    timeout: 30,
    setupClient: (client) =>
      client.setRequests(shareOf(bodies, made++, connections).map((body) => ({ body }))),
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
