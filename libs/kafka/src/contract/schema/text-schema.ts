import type { Contract } from '../contract.js';
import { contractSchema } from './contract-schema.js';
import type { JsonSchema } from './json-schema.js';

const SAMPLE = 'sample';

/**
 * What may be sent as plain text; undefined for a contract without text. Where the text as it stands becomes the
 * only property, it has that property's schema, otherwise it is any text that is not empty.
 */
export function textSchema(contract: Contract): JsonSchema | undefined {
  if (!contract.text) return undefined;
  const [only, ...others] = Object.entries(contract.text.decode(SAMPLE));
  const { $defs = {} } = contractSchema(contract);
  const property =
    only?.[1] === SAMPLE && others.length === 0 ? $defs[contract.payload.name]?.properties?.[only[0]] : {};
  return { minLength: 1, ...property, type: 'string' };
}
