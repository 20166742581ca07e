const REFERENCE = '#/components/schemas/';

/**
 * A schema of OpenAPI 3.0, as Kubernetes writes it, as one JSON schema without references. What has properties has no
 * others, so that a mistyped one is found.
 */
export function strict(schema: unknown, others: Readonly<Record<string, object>>): unknown {
  if (Array.isArray(schema)) return schema.map((each) => strict(each, others));
  if (typeof schema !== 'object' || schema === null) return schema;
  const { $ref, allOf, ...rest } = schema as { readonly $ref?: string; readonly allOf?: readonly object[] };
  if ($ref !== undefined) return strict(others[$ref.slice(REFERENCE.length)], others);
  // Around a reference that has a description beside it.
  if (allOf?.length === 1) return strict(allOf[0], others);
  const parts = Object.entries(rest).filter(([name]) => !['description', 'default'].includes(name));
  const made = Object.fromEntries(parts.map(([name, part]) => [name, strictPart(name, part, others)]));
  const isClosed =
    'properties' in made &&
    !('additionalProperties' in made) &&
    !('x-kubernetes-preserve-unknown-fields' in made);
  return { ...made, ...(allOf ? { allOf } : {}), ...(isClosed ? { additionalProperties: false } : {}) };
}

/** Properties may have names such as `default` and `description`. */
const strictPart = (name: string, part: unknown, others: Readonly<Record<string, object>>): unknown =>
  name === 'properties'
    ? Object.fromEntries(Object.entries(part as object).map(([key, each]) => [key, strict(each, others)]))
    : strict(part, others);
