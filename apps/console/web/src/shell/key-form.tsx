import { type FormEvent, type ReactNode, useState } from 'react';
import { useSession } from '../lib/session.js';
import { Button } from '../ui/button.js';
import { Field } from '../ui/field.js';

interface Props {
  readonly label: string;
  readonly submit: string;
  /** What is said of a key that does not help. */
  readonly refusal: string;
  readonly children: ReactNode;
  /** Called when a key was taken. */
  onTaken?(): void;
  onCancel?(): void;
}

/** Asks for a key. */
export function KeyForm({ label, submit, refusal, children, onTaken, onCancel }: Props) {
  const { unlock } = useSession();
  const [key, setKey] = useState('');
  const [errors, setErrors] = useState<readonly string[]>([]);
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      if (await unlock(key.trim())) return onTaken?.();
      setErrors([refusal]);
    } catch (error) {
      setErrors([error instanceof Error ? error.message : String(error)]);
    }
  };
  return (
    <form onSubmit={(event) => void send(event)}>
      <p className="muted">{children}</p>
      <Field label={label} errors={errors}>
        {(ties) => (
          <input
            {...ties}
            className="input"
            type="password"
            autoComplete="off"
            value={key}
            onChange={({ target }) => setKey(target.value)}
          />
        )}
      </Field>
      <div className="dialog-actions">
        {onCancel && (
          <Button kind="quiet" onClick={onCancel}>
            Cancel
          </Button>
        )}
        <Button kind="primary" type="submit" disabled={key.trim() === ''}>
          {submit}
        </Button>
      </div>
    </form>
  );
}
