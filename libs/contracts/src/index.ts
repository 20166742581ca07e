import type { Contract } from '@app/kafka';
import * as events from './events.js';

export * from './events.js';

/** Every event that may be published: a new one is a folder beside the others and a line in `events.ts`. */
export const contracts: readonly Contract[] = Object.values<unknown>(events).filter(isContract);

/** Those files export their DTO classes as well, and whatever else they need. */
function isContract(value: unknown): value is Contract {
  return typeof value === 'object' && value !== null && 'topic' in value && 'payload' in value;
}
