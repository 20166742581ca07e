import type { IncomingMessage } from 'node:http';
import type { Contract, PublishResult } from '@app/kafka';
import { readBody } from './forms/read-body.js';
import { derivedId, fingerprintOf, idempotencyKey } from './idempotency/idempotency-key.js';
import { publishItems } from './publish-items.js';
import type { Publishing } from './publishing.js';
import { type Answer, renderList, renderOne } from './render.js';

/**
 * The way of every whole body: read its events, publish them, answer for each.
 *
 * @throws PubSubError when there is one answer for the whole body, and it is a problem.
 */
export async function publishBody(
  { publisher, store, timeoutMs }: Publishing,
  contract: Contract,
  request: IncomingMessage,
  bytes: Buffer,
): Promise<Answer> {
  const key = idempotencyKey(request.headers['idempotency-key']);
  const { items, list } = readBody(contract, request, bytes);
  const render = (results: PublishResult[]): Answer =>
    list ? renderList(results) : renderOne(results[0] ?? { error: new Error('nothing was published') });
  if (key === undefined) return render(await publishItems(publisher, contract, items, { timeoutMs }));

  const fingerprint = fingerprintOf(contract.topic, decisiveHeaders(request), bytes);
  const { receipts, settle } = await store.claim(key, fingerprint);
  const idOf = (index: number): string => derivedId(key, index, fingerprint);
  const results = await publishItems(publisher, contract, items, { timeoutMs, idOf, receipts });
  settle(results);
  return render(results);
}

/** Headers that decide how a body is read, in an order of their own. */
const decisiveHeaders = ({ headers }: IncomingMessage): string[] =>
  Object.entries(headers)
    .filter(([name]) => name === 'content-type' || name.startsWith('ce-'))
    .map(([name, value]) => `${name}=${String(value)}`)
    .toSorted();
