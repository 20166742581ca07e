import { initial, rulesOf } from '../../lib/schema.js';
import { Button } from '../../ui/button.js';
import type { FormPart, Nested } from './form-part.js';

export function ListFields({
  schema,
  root,
  name,
  path,
  required,
  value,
  errors,
  onChange,
  render,
}: FormPart & Nested) {
  const list: unknown[] = Array.isArray(value) ? value : [];
  const item = schema.items ?? {};
  const rules = rulesOf(schema);
  const wrong = errors.get(path) ?? [];
  const add = (): void => onChange([...list, initial(item, root)]);
  const remove = (index: number): void => onChange(list.toSpliced(index, 1));
  return (
    <fieldset className={wrong.length > 0 ? 'part field-wrong' : 'part'}>
      <legend>
        {name}
        {required && <span className="required"> required</span>}
        {rules.length > 0 && <span className="hint-inline"> · {rules.join(', ')}</span>}
      </legend>
      {list.map((each, index) => (
        <div key={index} className="list-item">
          {render({
            schema: item,
            root,
            name: `${name} ${index + 1}`,
            path: `${path}.${index}`,
            required: true,
            value: each,
            errors,
            onChange: (next) => onChange(list.with(index, next)),
          })}
          <Button kind="quiet" aria-label={`Remove ${name} ${index + 1}`} onClick={() => remove(index)}>
            Remove
          </Button>
        </div>
      ))}
      <Button onClick={add}>Add {singular(name)}</Button>
      {wrong.length > 0 && (
        <ul className="field-errors">
          {wrong.map((error) => (
            <li key={error}>{error}</li>
          ))}
        </ul>
      )}
    </fieldset>
  );
}

const singular = (name: string): string => (name.endsWith('s') && name.length > 3 ? name.slice(0, -1) : name);
