import { Dialog } from '../ui/dialog.js';
import { KeyForm } from './key-form.js';

export function UnlockDialog({ onClose }: { onClose(): void }) {
  return (
    <Dialog title="Unlock acting" onClose={onClose}>
      <KeyForm
        label="Operator key"
        submit="Unlock"
        refusal="This is not the operator key."
        onTaken={onClose}
        onCancel={onClose}
      >
        Publishing, redriving and resetting take a key that may operate. It stays in this tab.
      </KeyForm>
    </Dialog>
  );
}
