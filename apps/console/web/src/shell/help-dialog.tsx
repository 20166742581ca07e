import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';

const KEYS: readonly (readonly [string, string])[] = [
  ['g o', 'Overview'],
  ['g t', 'Topics'],
  ['g p', 'Publish'],
  ['g g', 'Groups'],
  ['g d', 'Dead letters'],
  ['g c', 'Contracts'],
  ['/', 'Filter'],
  ['Space', 'Pause the live tail'],
  ['↑ ↓ Enter', 'Move in a list, open'],
  ['Esc', 'Close'],
];

export function HelpDialog({ onClose }: { onClose(): void }) {
  return (
    <Dialog title="Keyboard" onClose={onClose}>
      <dl className="keys">
        {KEYS.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-actions">
        <Button kind="primary" onClick={onClose}>
          Close
        </Button>
      </div>
    </Dialog>
  );
}
