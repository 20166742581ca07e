import { type JsonSchema, typesOf } from '@app/kafka';

export interface PropertyLine {
  /** Such as `items[].sku`; `value` for a schema without properties. */
  readonly path: string;
  readonly required: boolean;
  /** In words: `string, at least 1 character`. */
  readonly rule: string;
}

type Schemas = Readonly<Record<string, JsonSchema>>;

/** The properties of a schema and of those below it, a line each, as people read them. */
export function propertiesOf(schema: JsonSchema, schemas: Schemas): PropertyLine[] {
  const { properties } = resolve(schema, schemas);
  return properties
    ? walk(schema, schemas, '', new Set())
    : [{ path: 'value', required: true, rule: ruleOf(schema) }];
}

function walk(
  schema: JsonSchema,
  schemas: Schemas,
  path: string,
  above: ReadonlySet<JsonSchema>,
): PropertyLine[] {
  const resolved = resolve(schema, schemas);
  if (above.has(resolved)) return [];
  const { properties = {}, required = [] } = resolved;
  const inside = new Set([...above, resolved]);
  return Object.entries(properties).flatMap(([name, property]) => {
    const known = resolve(property, schemas);
    const place = known.items ? `${path}${name}[]` : `${path}${name}`;
    return [
      { path: `${path}${name}`, required: required.includes(name), rule: ruleOf(known) },
      ...walk(known.items ?? known, schemas, `${place}.`, inside),
    ];
  });
}

/** What a reference, or one beside null, refers to. */
function resolve(schema: JsonSchema, schemas: Schemas): JsonSchema {
  const { $ref } = schema.anyOf?.find((one) => one.$ref !== undefined) ?? schema;
  return schemas[$ref?.split('/').at(-1) ?? ''] ?? schema;
}

const LIMITS = [
  ['const', 'enum', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum'],
  ['minLength', 'maxLength', 'minItems', 'maxItems'],
] as const;

function ruleOf(schema: JsonSchema): string {
  const { format, $comment, description } = schema;
  const limits = LIMITS.flat().flatMap((keyword) =>
    schema[keyword] === undefined ? [] : [`${keyword} ${JSON.stringify(schema[keyword])}`],
  );
  return [typesOf(schema)?.join(' or '), format, ...limits, $comment, description]
    .filter((word) => word !== undefined)
    .join(', ');
}
