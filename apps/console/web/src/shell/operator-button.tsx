import { useState } from 'react';
import { useSession } from '../lib/session.js';
import { UnlockDialog } from './unlock-dialog.js';

/** Shows whether one can act here, and lets the operator in and out. */
export function OperatorButton() {
  const { operator, operable, lock } = useSession();
  const [asking, setAsking] = useState(false);
  if (!operable) {
    return (
      <span className="side-tag" title="Start the console with OPERATOR_KEY to act here">
        Read-only
      </span>
    );
  }
  return (
    <>
      <button
        type="button"
        className={operator ? 'side-tag side-tag-on' : 'side-tag'}
        onClick={() => (operator ? lock() : setAsking(true))}
      >
        {operator ? 'Operator · lock' : 'Unlock'}
      </button>
      {asking && <UnlockDialog onClose={() => setAsking(false)} />}
    </>
  );
}
