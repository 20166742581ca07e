import { type Contract, decodeContent, type PublishItem, UnreadableEventError } from '@app/kafka';
import { type Attributes, toOptions } from './attributes.js';
import { JSON_TYPE, mediaTypeOf } from './content-types.js';
import { CloudEventError } from './request-errors.js';

/** Members of the JSON format that are no attributes of their own: CloudEvents JSON format 1.0.2, section 3. */
const DATA_MEMBERS = new Set(['data', 'data_base64', 'datacontenttype']);
/** CloudEvents 1.0.2, section 3.1: all that the specification names itself are strings in JSON. */
const TEXTS = new Set(['specversion', 'id', 'source', 'type', 'subject', 'time', 'dataschema']);
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/**
 * Reads one event in structured mode.
 *
 * @throws CloudEventError, InvalidEventError, or as `decodeContent` for its data.
 */
export function fromCloudEvent(contract: Contract, event: unknown): PublishItem<object> {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) {
    throw new UnreadableEventError('a CloudEvent is a JSON object');
  }
  const members = event as Readonly<Record<string, unknown>>;
  const options = toOptions(contract, attributesOf(members), '');
  return { data: dataOf(contract, members) as object, options };
}

/** A member that is null counts as absent, section 3.1. */
function attributesOf(members: Readonly<Record<string, unknown>>): Attributes {
  const attributes = new Map<string, string>();
  for (const [name, value] of Object.entries(members)) {
    if (DATA_MEMBERS.has(name) || value === null) continue;
    if (typeof value === 'string') attributes.set(name, value);
    else if (TEXTS.has(name)) throw refused(name, 'must be a string');
    else if (typeof value === 'boolean' || isWhole(value)) attributes.set(name, String(value));
    else throw refused(name, 'must be a string, a whole number or a boolean');
  }
  return attributes;
}

const isWhole = (value: unknown): value is number => Number.isInteger(value);

function dataOf(contract: Contract, members: Readonly<Record<string, unknown>>): unknown {
  const { data, data_base64: base64, datacontenttype = JSON_TYPE } = members;
  if (typeof datacontenttype !== 'string') throw refused('datacontenttype', 'must be a string');
  if (data !== undefined && base64 !== undefined) throw refused('data', 'must not stand beside data_base64');
  if (base64 !== undefined) {
    if (typeof base64 !== 'string' || !BASE64.test(base64)) throw refused('data_base64', 'must be base64');
    return decodeContent(contract, datacontenttype, Buffer.from(base64, 'base64'));
  }
  if (data === undefined) throw refused('data', 'is missing');
  if (mediaTypeOf(datacontenttype) === JSON_TYPE) return data;
  if (typeof data !== 'string') throw refused('data', `must be a string, as it is ${datacontenttype}`);
  return decodeContent(contract, datacontenttype, Buffer.from(data));
}

const refused = (property: string, reason: string): CloudEventError =>
  new CloudEventError([{ property, reasons: [`${property} ${reason}`] }]);
