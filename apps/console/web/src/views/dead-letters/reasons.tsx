import type { DeadLetterView } from '@api/dead-letters';
import { useMemo } from 'react';
import { count } from '../../lib/format.js';

const MOST = 6;

interface Props {
  readonly letters: readonly DeadLetterView[];
  readonly chosen: string;
  onChoose(exception: string): void;
}

/** The kinds of failure, the most frequent first; one of them can be chosen. */
export function Reasons({ letters, chosen, onChoose }: Props) {
  const kinds = useMemo(() => {
    const counts = new Map<string, number>();
    for (const { exception = 'unknown' } of letters) counts.set(exception, (counts.get(exception) ?? 0) + 1);
    return [...counts].toSorted(([, a], [, b]) => b - a).slice(0, MOST);
  }, [letters]);
  if (kinds.length < 2) return null;
  return (
    <div className="reasons" role="group" aria-label="Kinds of failure">
      {kinds.map(([kind, found]) => (
        <button
          key={kind}
          type="button"
          aria-pressed={kind === chosen}
          onClick={() => onChoose(kind === chosen ? '' : kind)}
        >
          {kind} <span className="reasons-count">{count(found)}</span>
        </button>
      ))}
    </div>
  );
}
