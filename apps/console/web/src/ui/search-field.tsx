import { useEffect, useId, useRef } from 'react';
import { useKeys } from '../lib/use-keys.js';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  onChange(value: string): void;
}

/** The field that `/` goes to. */
export function SearchField({ label, value, placeholder, onChange }: Props) {
  const id = useId();
  const ref = useRef<HTMLInputElement>(null);
  const keys = useRef({ '/': () => ref.current?.focus() });
  useKeys(keys.current);
  useEffect(() => {
    const input = ref.current;
    const escape = (event: KeyboardEvent) => event.key === 'Escape' && onChange('');
    input?.addEventListener('keydown', escape);
    return () => input?.removeEventListener('keydown', escape);
  }, [onChange]);
  return (
    <div className="search">
      <label className="sr-only" htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        ref={ref}
        type="search"
        className="input"
        value={value}
        placeholder={placeholder ?? label}
        autoComplete="off"
        spellCheck={false}
        onChange={({ target }) => onChange(target.value)}
      />
      <kbd aria-hidden="true">/</kbd>
    </div>
  );
}
