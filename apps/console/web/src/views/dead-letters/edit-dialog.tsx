import type { DeadLetterView } from '@api/dead-letters';
import type { RecordView } from '@api/records';
import { useEffect, useState } from 'react';
import { get, path } from '../../lib/api.js';
import { indented } from '../../lib/exact-json.js';
import { useLoad } from '../../lib/use-load.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Field } from '../../ui/field.js';
import { RedriveResults } from './redrive-results.js';
import { useRedrive } from './use-redrive.js';

interface Props {
  readonly letter: DeadLetterView;
  onClose(): void;
  onDone(): void;
}

/** Sends a letter back with another value, once the contract agrees. */
export function EditDialog({ letter, onClose, onDone }: Props) {
  const place = `topics/${path(letter.topic, 'records', letter.partition, letter.offset)}`;
  const whole = useLoad(place, (signal) => get<RecordView>(place, signal));
  const { results, problem, busy, done, run, forget } = useRedrive(onDone);
  const [value, setValue] = useState<string>();
  const original = whole.data?.value?.text;
  useEffect(() => {
    if (original !== undefined) setValue((typed) => typed ?? pretty(original));
  }, [original]);
  const send = (dryRun: boolean) => void run({ ids: [letter.id], edited: { value: value ?? '' }, dryRun });
  const errors =
    problem?.problem.errors?.map(({ property, reasons }) => `${property}: ${reasons.join(', ')}`) ?? [];
  const isReady = results?.[0]?.status === 'would-redrive';
  return (
    <Dialog title="Edit and redrive" wide onClose={onClose}>
      {whole.error && <ErrorNote error={whole.error} />}
      <Field label="Value" hint="Key and headers stay as they are." errors={errors}>
        {(ties) => (
          <textarea
            {...ties}
            className="input mono editor"
            rows={12}
            spellCheck={false}
            value={value ?? ''}
            disabled={value === undefined || done}
            onChange={({ target }) => {
              setValue(target.value);
              forget();
            }}
          />
        )}
      </Field>
      {problem && errors.length === 0 && <ErrorNote error={problem} />}
      {results && <RedriveResults results={results} />}
      <div className="dialog-actions">
        <Button kind="quiet" onClick={onClose}>
          {done ? 'Close' : 'Cancel'}
        </Button>
        {!done && (
          <Button disabled={busy || value === undefined} onClick={() => send(true)}>
            Check
          </Button>
        )}
        {!done && (
          <Button kind="primary" disabled={busy || !isReady} onClick={() => send(false)}>
            Send back
          </Button>
        )}
      </div>
    </Dialog>
  );
}

/** JSON is easier to edit with line breaks; anything else stays as it is. */
function pretty(text: string): string {
  try {
    return indented(text);
  } catch {
    return text;
  }
}
