import type { DeadLetterView } from '@api/dead-letters';
import { useEffect } from 'react';
import { plural } from '../../lib/format.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Loading } from '../../ui/loading.js';
import { RedriveResults } from './redrive-results.js';
import { useRedrive } from './use-redrive.js';

interface Props {
  readonly letters: readonly DeadLetterView[];
  onClose(): void;
  onDone(): void;
}

/** Shows what would go back, then sends it. */
export function RedriveDialog({ letters, onClose, onDone }: Props) {
  const { results, problem, busy, done, run } = useRedrive(onDone);
  const ids = letters.map(({ id }) => id);
  useEffect(() => void run({ ids, dryRun: true }), []);
  const ready = results?.filter(({ status }) => status === 'would-redrive').length ?? 0;
  return (
    <Dialog title={`Redrive ${plural(letters.length, 'dead letter')}`} wide onClose={onClose}>
      <p className="muted">
        Each goes back into the partition it came from, in order and once; the group that failed handles it
        again.
      </p>
      {problem && <ErrorNote error={problem} />}
      {!results && !problem && <Loading rows={3} />}
      {results && <RedriveResults results={results} />}
      <div className="dialog-actions">
        <Button kind="quiet" onClick={onClose}>
          {done ? 'Close' : 'Cancel'}
        </Button>
        {!done && (
          <Button
            kind="primary"
            disabled={busy || ready === 0}
            onClick={() => void run({ ids, dryRun: false })}
          >
            {busy && results ? 'Redriving…' : `Send ${ready} back`}
          </Button>
        )}
      </div>
    </Dialog>
  );
}
