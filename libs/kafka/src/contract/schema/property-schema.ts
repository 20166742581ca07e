import { IS_OPTIONAL, ValidationTypes } from 'class-validator';
import { type NestedForm, nestedFormOf } from '../check/nested.js';
import { constraintsOf, type Metadata } from '../check/validation-metadata.js';
import { type JsonSchema, typesOf } from './json-schema.js';
import { merge } from './merge.js';
import { ruleSchema } from './rules.js';

/**
 * What class-validator accepts for a property that is there.
 *
 * @param nested the schema of the class that `@ValidateNested` and `@Type` name.
 */
export function propertySchema(metadata: readonly Metadata[], nested?: JsonSchema): JsonSchema {
  if (metadata.some(isCondition)) return { $comment: 'checked under a condition of its own' };
  const whole = schemaOf(metadata.filter(({ each }) => !each));
  const each = schemaOf(metadata.filter((one) => one.each));
  const schema = nested
    ? nestedSchema(whole, merge(nested, each), nestedFormOf(metadata))
    : combine(whole, each);
  return metadata.some(({ name }) => name === IS_OPTIONAL) ? orNull(schema) : schema;
}

const isCondition = ({ type, name, validateIf }: Metadata): boolean =>
  validateIf !== undefined || (type === ValidationTypes.CONDITIONAL_VALIDATION && name !== IS_OPTIONAL);

/** Validators that say no more than that there is a value come last: most types say so already. */
function schemaOf(metadata: readonly Metadata[]): JsonSchema {
  const constraints = metadata.flatMap((one) =>
    constraintsOf(one).map(({ name }) => ({ name, parameters: one.constraints ?? [] })),
  );
  const isDefined = metadata.some(({ type }) => type === ValidationTypes.IS_DEFINED);
  const names = new Set(constraints.map(({ name }) => name));
  const schema = constraints
    .filter(({ name }) => name !== 'isNotEmpty' && name !== 'isDefined')
    .map(({ name, parameters }) => ruleSchema(name, parameters))
    .reduce(merge, {});
  if (names.has('isNotEmpty')) return notEmpty(schema);
  return isDefined || names.has('isDefined') ? defined(schema) : schema;
}

function notEmpty(schema: JsonSchema): JsonSchema {
  const types = typesOf(schema);
  if (!types) return merge(schema, { not: { enum: ['', null] } });
  return types.includes('string') ? merge(schema, { minLength: 1 }) : defined(schema);
}

function defined(schema: JsonSchema): JsonSchema {
  return typesOf(schema) ? schema : merge(schema, { not: { type: 'null' } });
}

/** With `each`, class-validator checks the items of an array, and a value that is no array as if it were one. */
function combine(whole: JsonSchema, each: JsonSchema): JsonSchema {
  if (isEmpty(each)) return whole;
  const list = merge({ type: 'array', items: each }, whole);
  if (whole.type === 'array') return list;
  const single = withoutArrays(merge(each, whole));
  return single ? { anyOf: [single, list] } : list;
}

function nestedSchema(whole: JsonSchema, item: JsonSchema, form: NestedForm | undefined): JsonSchema {
  if (form === 'lists') return merge(whole, { items: { anyOf: [item, { type: 'array' }] } });
  const list = merge({ type: 'array', items: item }, whole);
  if (whole.type === 'array') return list;
  // An object is not null, and need not be told so.
  const { not: _isDefined, ...rest } = whole;
  const one = merge(item, rest);
  return form === 'one' ? one : { anyOf: [one, list] };
}

const ALL_BUT_ARRAYS = ['boolean', 'null', 'number', 'object', 'string'] as const;

function withoutArrays(schema: JsonSchema): JsonSchema | undefined {
  const types = typesOf(schema) ?? ALL_BUT_ARRAYS;
  const type = types.filter((one) => one !== 'array');
  if (type.length === 0) return undefined;
  return type.length < types.length || !schema.type ? { ...schema, type } : schema;
}

function orNull(schema: JsonSchema): JsonSchema {
  const types = typesOf(schema);
  if (isEmpty(schema)) return schema;
  const isPlain = types && !schema.enum && !('const' in schema) && !schema.allOf && !schema.not;
  if (isPlain) return { ...schema, type: [...types, 'null'] };
  return { anyOf: [...(isOnlyAnyOf(schema) ? schema.anyOf : [schema]), { type: 'null' }] };
}

const isEmpty = (schema: JsonSchema): boolean => Object.keys(schema).length === 0;

function isOnlyAnyOf(schema: JsonSchema): schema is JsonSchema & Required<Pick<JsonSchema, 'anyOf'>> {
  return schema.anyOf !== undefined && Object.keys(schema).length === 1;
}
