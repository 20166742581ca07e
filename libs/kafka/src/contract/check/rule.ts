import { NotCovered } from './not-covered.js';
import { shorten, type Test } from './shortcuts.js';
import { constraintsOf, type Metadata } from './validation-metadata.js';

/** class-validator's names of the validators that look at nothing but the value and their own parameters. */
const COVERED: ReadonlySet<string> = new Set(
  [
    ['isDefined', 'isNotEmpty', 'isIn', 'isEnum', 'isBoolean'],
    ['isString', 'minLength', 'maxLength', 'isLength', 'matches'],
    ['isEmail', 'isUrl', 'isUuid', 'isIso8601', 'isDateString'],
    ['isInt', 'isNumber', 'isPositive', 'min', 'max'],
    ['isArray', 'arrayNotEmpty', 'arrayMinSize', 'arrayMaxSize'],
  ].flat(),
);

/**
 * One decorator as a test of the value: the validator that class-validator itself would ask.
 *
 * @throws NotCovered for a validator not listed, with groups or with a condition.
 */
export function compileRule(metadata: Metadata): Test {
  const [constraint, ...others] = constraintsOf(metadata);
  if (!constraint || others.length > 0 || !COVERED.has(constraint.name)) {
    throw new NotCovered(metadata.propertyName);
  }
  const { instance } = constraint;
  const validate = instance.validate.bind(instance);
  const parameters = metadata.constraints ?? [];
  const args = argumentsFor(metadata, parameters);
  const test = shorten((value) => validate(value, args) === true, constraint, parameters);
  return metadata.each ? (value) => (Array.isArray(value) ? value.every(test) : test(value)) : test;
}

/** What a validator is told besides the value. One that looks at the object is none that can be answered here. */
function argumentsFor({ propertyName }: Metadata, constraints: unknown[]) {
  const refuse = (): never => {
    throw new NotCovered(propertyName);
  };
  return {
    targetName: '',
    property: propertyName,
    constraints,
    get object() {
      return refuse();
    },
    get value() {
      return refuse();
    },
  };
}
