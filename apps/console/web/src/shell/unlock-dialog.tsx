import { type FormEvent, useState } from 'react';
import { useSession } from '../lib/session.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { Field } from '../ui/field.js';

export function UnlockDialog({ onClose }: { onClose(): void }) {
  const { unlock } = useSession();
  const [key, setKey] = useState('');
  const [errors, setErrors] = useState<readonly string[]>([]);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      if (await unlock(key.trim())) return onClose();
      setErrors(['This is not the operator key.']);
    } catch (error) {
      setErrors([error instanceof Error ? error.message : String(error)]);
    }
  };
  return (
    <Dialog title="Unlock acting" onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <p className="muted">
          Publishing, redriving and resetting take the key that the console was started with. It stays in this
          tab.
        </p>
        <Field label="Operator key" errors={errors}>
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
          <Button kind="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button kind="primary" type="submit" disabled={key.trim() === ''}>
            Unlock
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
