import type { ReactNode } from 'react';
import { useSession } from '../lib/session.js';
import { Dialog } from '../ui/dialog.js';
import { KeyForm } from './key-form.js';

/** Shows what is in it to who may read. */
export function SignIn({ children }: { readonly children: ReactNode }) {
  const { reader } = useSession();
  if (reader) return children;
  return (
    <Dialog title="This console takes a key" onClose={() => undefined}>
      <KeyForm label="Key" submit="Sign in" refusal="This key may not read here.">
        An API key or a token that may read all topics. It stays in this tab.
      </KeyForm>
    </Dialog>
  );
}
