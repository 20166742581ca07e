import type { IncomingMessage } from 'node:http';
import type { Contract } from '@app/kafka';
import { type Body, readBody } from './forms/read-body.js';
import { derivedId, fingerprintOf, idempotencyKey, ownKey } from './idempotency/idempotency-key.js';
import type { Item } from './item.js';
import { publishItems } from './publish-items.js';
import type { Publishing } from './publishing.js';
import { type Answer, renderList, renderOne, renderReceipt } from './render.js';

/**
 * The way of every whole body: read its events, publish them, answer for each.
 *
 * @param owner name of who sent it; undefined where anybody may.
 * @throws PubSubError when there is one answer for the whole body, and it is a problem.
 */
export async function publishBody(
  publishing: Publishing,
  contract: Contract,
  request: IncomingMessage,
  bytes: Buffer,
  owner?: string,
): Promise<Answer> {
  const { publisher, store, timeoutMs } = publishing;
  const given = idempotencyKey(request.headers['idempotency-key']);
  const body = readBody(contract, request, bytes);
  if (given === undefined) {
    if (body.list) return renderList(await publishItems(publisher, contract, body.items, { timeoutMs }));
    // What is asked for most, without the lists.
    const { data, options } = body.item;
    return renderReceipt(await publisher.publish(contract, data, { ...options, timeoutMs }));
  }

  const key = ownKey(given, owner);
  const fingerprint = fingerprintOf(contract.topic, decisiveHeaders(request), bytes);
  const claim = await store.claim(key, fingerprint);
  const idOf = (index: number): string => derivedId(key, index, fingerprint);
  const terms = { timeoutMs, idOf, receipts: claim.receipts };
  const results = claim.results ?? (await publishItems(publisher, contract, itemsOf(body), terms));
  if (!claim.results) claim.settle(results);
  const [first] = results;
  return body.list || !first ? renderList(results) : renderOne(first);
}

const itemsOf = (body: Body): readonly Item[] => (body.list ? body.items : [body.item]);

/** Headers that decide how a body is read, in an order of their own. */
const decisiveHeaders = ({ headers }: IncomingMessage): string[] =>
  Object.entries(headers)
    .filter(([name]) => name === 'content-type' || name.startsWith('ce-'))
    .map(([name, value]) => `${name}=${String(value)}`)
    .toSorted();
