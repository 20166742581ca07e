import { type JsonSchema, typesOf } from '../schema/index.js';
import { merge } from '../schema/merge.js';

type Resolve = (schema: JsonSchema) => JsonSchema;

/** Follows the references of a schema into its own `$defs`. What stands beside a reference holds as well. */
export const resolver =
  ({ $defs = {} }: JsonSchema): Resolve =>
  (schema) => {
    let { $ref, ...resolved } = schema;
    while ($ref !== undefined) {
      const target: JsonSchema = $defs[$ref.slice($ref.lastIndexOf('/') + 1)] ?? {};
      const { $ref: next, ...rest } = target;
      resolved = merge(rest, withoutKeeping(resolved));
      $ref = next;
    }
    return resolved;
  };

const withoutKeeping = ({ $defs: _defs, $schema: _schema, ...rest }: JsonSchema): JsonSchema => rest;

/** The schemas of which one at least must hold, each without `anyOf` and `allOf`; `split` makes one of each type. */
export function alternativesOf(schema: JsonSchema, resolve: Resolve, split = false): JsonSchema[] {
  const { anyOf, allOf, ...rest } = schema;
  if (allOf)
    return alternativesOf(
      allOf.map(resolve).reduce(merge, { ...rest, ...(anyOf ? { anyOf } : {}) }),
      resolve,
      split,
    );
  const all = anyOf ? anyOf.flatMap((one) => alternativesOf(merge(resolve(one), rest), resolve)) : [rest];
  return split ? all.flatMap(byType) : all;
}

function byType(schema: JsonSchema): JsonSchema[] {
  const types = typesOf(schema);
  return types && types.length > 1 ? types.map((type) => ({ ...schema, type })) : [schema];
}
