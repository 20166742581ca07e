import { type Contract, InvalidEventError, type Problem, type PublishOptions } from '@app/kafka';
import { z } from 'zod';
import { CloudEventError } from './request-errors.js';

/** Attributes of a CloudEvent as text, without those that tell of its data. */
export type Attributes = ReadonlyMap<string, string>;

const REQUIRED = ['specversion', 'id', 'source', 'type'];
/** Those that no option of publishing carries as they are. */
const PLACED = new Set([...REQUIRED, 'time']);
/** More than any producer has. A body could have a hundred thousand, each with a fault to tell of. */
const MOST_ATTRIBUTES = 100;
/** CloudEvents 1.0.2, section 3.1. */
const LEGAL_NAME = /^[a-z0-9]+$/;
/** Section 3.2, String: no control characters. */
// oxlint-disable-next-line no-control-regex
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
/** RFC 3986, section 2: the characters of a URI reference. */
const URI_REFERENCE = /^[\w.~:/?#[\]@!$&'()*+,;=%-]+$/;
const timestamp = z.iso.datetime({ offset: true });
/** What brokers allow by default, `message.timestamp.after.max.ms`, as `time` is the record's timestamp. */
const LATEST_AHEAD_MS = 3_600_000;

/**
 * Options of publishing that keep the attributes of a CloudEvent.
 *
 * @param prefix of the attributes in the client's words: `ce-` for headers, nothing for JSON.
 * @throws CloudEventError when they are none of CloudEvents 1.0.
 * @throws InvalidEventError when they are not those of the contract's events.
 */
export function toOptions(contract: Contract, attributes: Attributes, prefix: string): PublishOptions {
  const problems: Problem[] = [];
  const refuse = (name: string, reason: string): void => {
    problems.push({ property: `${prefix}${name}`, reasons: [`${prefix}${name} ${reason}`] });
  };
  if (attributes.size > MOST_ATTRIBUTES) {
    const reason = `${attributes.size} attributes, more than ${MOST_ATTRIBUTES}`;
    throw new CloudEventError([{ property: '', reasons: [reason] }]);
  }
  for (const name of REQUIRED) if (!attributes.has(name)) refuse(name, 'is missing');
  for (const [name, value] of attributes) {
    const reason = faultOf(name, value);
    if (reason !== undefined) refuse(name, reason);
  }
  if (problems.length > 0) throw new CloudEventError(problems);
  const { type, time } = Object.fromEntries(attributes);
  if (type !== contract.type) refuse('type', `must be ${contract.type}`);
  const ms = time === undefined ? undefined : Date.parse(time.toUpperCase());
  if (ms !== undefined && (ms < 0 || ms > Date.now() + LATEST_AHEAD_MS))
    refuse('time', 'must be after 1970 and not over an hour ahead');
  if (problems.length > 0) throw new InvalidEventError(contract.topic, problems);
  return {
    id: attributes.get('id') ?? '',
    source: attributes.get('source') ?? '',
    ...(ms === undefined ? {} : { time: ms }),
    extensions: Object.fromEntries([...attributes].filter(([name]) => !PLACED.has(name))),
  };
}

function faultOf(name: string, value: string): string | undefined {
  if (!LEGAL_NAME.test(name)) return 'is no name of an attribute: use a-z and 0-9';
  if (value === '') return 'must not be empty';
  if (!value.isWellFormed() || CONTROL.test(value)) return 'has characters that no attribute may have';
  if (name === 'specversion' && value !== '1.0') return 'must be 1.0';
  if (name === 'source' && !URI_REFERENCE.test(value)) return 'must be a URI reference';
  if (name === 'time' && !timestamp.safeParse(value.toUpperCase()).success) return 'must be an RFC 3339 time';
  return undefined;
}
