import {
  type Contract,
  ContentTypeError,
  decodeContent,
  type PublishItem,
  UnreadableEventError,
} from '@app/kafka';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { BATCH_LIMIT } from '../../limits.js';
import type { Item } from '../item.js';
import { fromCloudEvent } from './cloud-event.js';
import { fromHeaders, hasAttributes } from './cloud-event-headers.js';
import { CLOUDEVENT_BATCH_TYPE, CLOUDEVENT_TYPE, JSON_TYPE, mediaTypeOf } from './content-types.js';
import { BatchTooLongError } from './request-errors.js';

/** The events of one body. */
export type Body =
  | { readonly list: false; readonly item: PublishItem<object> }
  /** Answered as a list too. */
  | { readonly list: true; readonly items: readonly Item[] };

/**
 * Reads a whole body in whichever form it came.
 *
 * @throws PubSubError when the body is none of the forms; what is wrong with one of several events is its item's.
 */
export function readBody(contract: Contract, request: IncomingMessage, body: Buffer): Body {
  const { 'content-type': contentType = '' } = request.headers;
  refuseEncodings(request.headers);
  const type = mediaTypeOf(contentType);
  if (type === CLOUDEVENT_TYPE) {
    return one(fromCloudEvent(contract, jsonOf(contract, contentType, body)));
  }
  if (type === CLOUDEVENT_BATCH_TYPE) {
    const events = jsonOf(contract, contentType, body);
    if (!Array.isArray(events)) throw new UnreadableEventError(`${CLOUDEVENT_BATCH_TYPE} is a JSON array`);
    return several(events, (event) => fromCloudEvent(contract, event));
  }
  const data = decodeContent(contract, contentType, body) as object;
  if (hasAttributes(request.headers)) {
    return one({ data, options: fromHeaders(contract, request.rawHeaders) });
  }
  // `publishAll` is where an event that is no object, or not of its contract, is refused.
  return Array.isArray(data) ? several(data, (event) => ({ data: event as object })) : one({ data });
}

/** @throws ContentTypeError when a body is compressed. */
export function refuseEncodings({ 'content-encoding': encoding = 'identity' }: IncomingHttpHeaders): void {
  if (encoding !== 'identity') throw new ContentTypeError(`events are read as they are, not ${encoding}`);
}

const one = (item: PublishItem<object>): Body => ({ list: false, item });

function several(events: readonly unknown[], read: (event: unknown) => Item): Body {
  if (events.length > BATCH_LIMIT) throw new BatchTooLongError(events.length, BATCH_LIMIT);
  return { list: true, items: events.map((event) => attempt(() => read(event))) };
}

/** A fault of one of several events is its own. */
export function attempt(read: () => Item): Item {
  try {
    return read();
  } catch (error) {
    return { error };
  }
}

/** A JSON format of CloudEvents is JSON, with the same bounds and the same faults. */
const jsonOf = (contract: Contract, contentType: string, body: Buffer): unknown =>
  decodeContent(contract, contentType.replace(/^[^;]*/, JSON_TYPE), body);
