import { useState } from 'react';
import { rulesOf, typeOf } from '../../lib/schema.js';
import { Field, type FieldTies } from '../../ui/field.js';
import type { FormPart } from './form-part.js';

/** Longer texts get several lines. */
const LONG = 500;

/** One value: a text, a number, yes or no, one of several, or JSON where the schema allows anything. */
export function LeafField(part: FormPart) {
  const { schema, name, path, required, errors } = part;
  const hint = [schema.description, ...rulesOf(schema)].filter(Boolean).join(', ');
  return (
    <Field label={name} required={required} errors={errors.get(path) ?? []} {...(hint ? { hint } : {})}>
      {(ties) => <Control {...part} ties={ties} />}
    </Field>
  );
}

function Control({ schema, value, required, onChange, ties }: FormPart & { readonly ties: FieldTies }) {
  const type = typeOf(schema);
  if (schema.enum) {
    return (
      <select
        {...ties}
        className="input"
        value={typeof value === 'string' || typeof value === 'number' ? String(value) : ''}
        onChange={({ target }) => onChange(schema.enum?.find((each) => String(each) === target.value))}
      >
        {!required && <option value="">left out</option>}
        {schema.enum.map((each) => (
          <option key={String(each)}>{String(each)}</option>
        ))}
      </select>
    );
  }
  if (type === 'boolean') {
    return (
      <input
        {...ties}
        type="checkbox"
        className="checkbox"
        checked={value === true}
        onChange={({ target }) => onChange(target.checked)}
      />
    );
  }
  if (type === 'integer' || type === 'number')
    return (
      <NumberControl value={value} onChange={onChange} ties={ties} step={type === 'integer' ? '1' : 'any'} />
    );
  if (type === 'string') {
    const text = typeof value === 'string' ? value : '';
    // What is optional and empty is left out; what is required is sent as it is, for the contract to judge.
    const change = (next: string): void => onChange(next === '' && !required ? undefined : next);
    return (schema.maxLength ?? 0) >= LONG ? (
      <textarea
        {...ties}
        className="input"
        rows={3}
        value={text}
        onChange={({ target }) => change(target.value)}
      />
    ) : (
      <input
        {...ties}
        className="input"
        value={text}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => change(target.value)}
      />
    );
  }
  return <JsonControl value={value} onChange={onChange} ties={ties} />;
}

interface ControlProps {
  readonly value: unknown;
  readonly ties: FieldTies;
  onChange(value: unknown): void;
}

function NumberControl({ value, ties, step, onChange }: ControlProps & { readonly step: string }) {
  return (
    <input
      {...ties}
      type="number"
      step={step}
      className="input input-short"
      value={typeof value === 'number' ? value : ''}
      onChange={({ target }) => onChange(target.value === '' ? undefined : target.valueAsNumber)}
    />
  );
}

/** What is no JSON yet is kept in the field, and sent as text for the contract to refuse. */
function JsonControl({ value, ties, onChange }: ControlProps) {
  const [text, setText] = useState(value === undefined ? '' : JSON.stringify(value));
  const change = (next: string): void => {
    setText(next);
    try {
      onChange(next === '' ? undefined : JSON.parse(next));
    } catch {
      onChange(next);
    }
  };
  return (
    <input
      {...ties}
      className="input mono"
      placeholder="JSON"
      value={text}
      onChange={({ target }) => change(target.value)}
    />
  );
}
