import type { ApiError } from '../lib/api.js';
import { Button } from './button.js';

interface Props {
  readonly error: ApiError;
  readonly retry?: () => void;
}

export function ErrorNote({ error, retry }: Props) {
  return (
    <div className="note note-bad" role="alert">
      <span>{error.problem.detail}</span>
      {retry && (
        <Button kind="quiet" onClick={retry}>
          Try again
        </Button>
      )}
    </div>
  );
}
