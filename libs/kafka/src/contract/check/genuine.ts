import * as v from 'class-validator';
import { type Constraint, constraintsOf, validationsOf } from './validation-metadata.js';

/** One of each decorator that has a shortcut. */
class Reference {
  @v.IsString() isString: unknown;
  @v.IsNotEmpty() isNotEmpty: unknown;
  @v.IsDefined() isDefined: unknown;
  @v.IsBoolean() isBoolean: unknown;
  @v.IsInt() isInt: unknown;
  @v.IsNumber() isNumber: unknown;
  @v.IsPositive() isPositive: unknown;
  @v.Min(0) min: unknown;
  @v.Max(0) max: unknown;
  @v.MinLength(0) minLength: unknown;
  @v.MaxLength(0) maxLength: unknown;
  @v.Length(0) isLength: unknown;
  @v.IsUUID() isUuid: unknown;
  @v.IsISO8601() isIso8601: unknown;
  @v.IsDateString() isDateString: unknown;
  @v.IsArray() isArray: unknown;
  @v.ArrayNotEmpty() arrayNotEmpty: unknown;
  @v.ArrayMinSize(0) arrayMinSize: unknown;
  @v.ArrayMaxSize(0) arrayMaxSize: unknown;
}

const messages = new Map(
  [...validationsOf(Reference).values()]
    .flat()
    .flatMap(constraintsOf)
    .map((constraint) => [constraint.name, message(constraint)]),
);

/**
 * Whether a validator is class-validator's own. Any decorator may call itself `isNotEmpty`, and ask for more
 * than that; one that also says the very same in its default message is taken for the original.
 */
export function isGenuine(constraint: Constraint): boolean {
  return messages.has(constraint.name) && messages.get(constraint.name) === message(constraint);
}

function message({ instance }: Constraint): string | undefined {
  const args = { targetName: '', property: '', object: {}, value: undefined, constraints: [] };
  try {
    return instance.defaultMessage?.(args).replace('each value in ', '');
  } catch {
    // A user's own message, made for arguments of its own.
    return undefined;
  }
}
