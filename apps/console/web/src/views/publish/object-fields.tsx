import type { FormPart, Nested } from './form-part.js';

export function ObjectFields({
  schema,
  root,
  name,
  path,
  value,
  errors,
  onChange,
  render,
}: FormPart & Nested) {
  const object =
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : {};
  const set = (property: string, next: unknown): void => {
    const { [property]: _, ...others } = object;
    onChange(next === undefined ? others : { ...object, [property]: next });
  };
  const fields = Object.entries(schema.properties ?? {}).map(([property, of]) =>
    render({
      schema: of,
      root,
      name: property,
      path: path === '' ? property : `${path}.${property}`,
      required: schema.required?.includes(property) ?? false,
      value: object[property],
      errors,
      onChange: (next) => set(property, next),
    }),
  );
  if (path === '') return <>{fields}</>;
  return (
    <fieldset className="part">
      <legend>{name}</legend>
      {fields}
    </fieldset>
  );
}
