import type { JsonSchema } from '@api/json-schema';

/** Follows references within the document, and takes the first of several forms that is not null. */
export function resolve(schema: JsonSchema, root: JsonSchema, depth = 0): JsonSchema {
  if (depth > 10) return {};
  const name = schema.$ref?.replace(/^#\/\$defs\//, '');
  if (name !== undefined) {
    const { $ref: _, ...beside } = schema;
    return { ...resolve(root.$defs?.[name] ?? {}, root, depth + 1), ...beside };
  }
  const form = schema.anyOf?.find(({ type }) => type !== 'null');
  if (form) return { ...schema, ...resolve(form, root, depth + 1) };
  if (schema.allOf)
    return schema.allOf.reduce<JsonSchema>(
      (all, each) => ({ ...all, ...resolve(each, root, depth + 1) }),
      schema,
    );
  return schema;
}

/** The type a form is made for; null stands for "left out" there. */
export function typeOf({ type, properties, items, enum: values }: JsonSchema): string {
  const first = typeof type === 'string' ? type : type?.find((each) => each !== 'null');
  if (first !== undefined) return first;
  if (properties) return 'object';
  if (items) return 'array';
  return values ? 'string' : 'any';
}

/** What an empty form begins with: what is required, and nothing else. */
export function initial(schema: JsonSchema, root: JsonSchema, depth = 0): unknown {
  const own = resolve(schema, root);
  if (own.const !== undefined) return own.const;
  if (depth > 6) return undefined;
  switch (typeOf(own)) {
    case 'object':
      return Object.fromEntries(
        Object.entries(own.properties ?? {})
          .filter(([name]) => own.required?.includes(name))
          .map(([name, property]) => [name, initial(property, root, depth + 1)])
          .filter(([, value]) => value !== undefined),
      );
    case 'array':
      return Array.from({ length: Math.min(own.minItems ?? 0, 3) }, () =>
        initial(own.items ?? {}, root, depth + 1),
      );
    case 'boolean':
      return false;
    case 'string':
      return own.enum ? own.enum[0] : '';
    default:
      return undefined;
  }
}

/** In words, what a value must be. */
export function rulesOf(schema: JsonSchema): string[] {
  const {
    format,
    pattern,
    minLength,
    maxLength,
    minimum,
    maximum,
    minItems,
    maxItems,
    exclusiveMinimum,
    exclusiveMaximum,
  } = schema;
  return [
    ...(format ? [format === 'uuid' ? 'UUID' : format] : []),
    ...range('characters', minLength, maxLength),
    ...range('', minimum, maximum),
    ...range('items', minItems, maxItems),
    ...(exclusiveMinimum === undefined ? [] : [`more than ${exclusiveMinimum}`]),
    ...(exclusiveMaximum === undefined ? [] : [`less than ${exclusiveMaximum}`]),
    ...(pattern && !format ? [`matches ${pattern}`] : []),
    ...(schema.enum ? [`one of ${schema.enum.map(String).join(', ')}`] : []),
  ];
}

function range(unit: string, low: number | undefined, high: number | undefined): string[] {
  const most =
    high !== undefined && high < Number.MAX_SAFE_INTEGER ? high.toLocaleString('en-US') : undefined;
  if (low !== undefined && most !== undefined)
    return [`${low.toLocaleString('en-US')} to ${most} ${unit}`.trim()];
  if (low !== undefined && low > 0) return [`at least ${low.toLocaleString('en-US')} ${unit}`.trim()];
  return most === undefined ? [] : [`at most ${most} ${unit}`.trim()];
}
