import type { IHeaders } from 'kafkajs';
import { lastHeader } from './header-values.js';

/**
 * What a dead letter lacks of its record, with commas between, such as `stacktrace,value`: the dead-letter topic
 * takes no larger records. The record itself stays where its headers say that it failed first.
 */
export const OMITTED = 'dead-letter-omitted';

/** In the order in which they are left out. */
export const OMISSIBLE = ['stacktrace', 'value', 'headers', 'key'] as const;

export type Omissible = (typeof OMISSIBLE)[number];

export const encodeOmitted = (omitted: readonly Omissible[]): Record<string, Buffer> =>
  omitted.length > 0 ? { [OMITTED]: Buffer.from(omitted.join(',')) } : {};

export function decodeOmitted(headers: Readonly<IHeaders>): readonly Omissible[] {
  const named = lastHeader(headers, OMITTED)?.toString().split(',') ?? [];
  return OMISSIBLE.filter((each) => named.includes(each));
}
