import type { Contract } from '../contract.js';
import type { JsonSchema } from './json-schema.js';
import { SchemaSet } from './schema-set.js';

/** JSON Schema 2020-12 of a contract's payload as a publisher may send it, complete in itself. */
export function contractSchema({ payload }: Contract): JsonSchema {
  const set = new SchemaSet('#/$defs/');
  const { $ref = '' } = set.ref(payload);
  return { $schema: 'https://json-schema.org/draft/2020-12/schema', $ref, $defs: set.schemas };
}
