import { useState } from 'react';
import { Field } from '../../ui/field.js';

interface Props {
  readonly value: unknown;
  readonly errors: readonly string[];
  /** Undefined while the text is no JSON. */
  onChange(value: unknown): void;
}

/** The event as JSON, for who would rather type or paste. */
export function JsonEditor({ value, errors, onChange }: Props) {
  const [text, setText] = useState(() => JSON.stringify(value, undefined, 2));
  const [wrong, setWrong] = useState<string>();
  const change = (next: string): void => {
    setText(next);
    try {
      onChange(JSON.parse(next));
      setWrong(undefined);
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
      onChange(undefined);
    }
  };
  return (
    <Field label="Event as JSON" errors={wrong === undefined ? errors : [wrong]}>
      {(ties) => (
        <textarea
          {...ties}
          className="input mono editor"
          rows={14}
          spellCheck={false}
          value={text}
          onChange={({ target }) => change(target.value)}
        />
      )}
    </Field>
  );
}
