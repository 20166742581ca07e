import type { RedriveResult } from '@api/dead-letters';
import { plural } from '../../lib/format.js';
import { Badge, type Tone } from '../../ui/badge.js';

const WORDS: Readonly<Record<RedriveResult['status'], readonly [string, Tone]>> = {
  redriven: ['redriven', 'ok'],
  'would-redrive': ['will go back', 'accent'],
  'done-before': ['was redriven before', 'plain'],
  failed: ['failed', 'bad'],
};

/** A line for each letter; those after the first hundred are counted. */
const MOST = 100;

export function RedriveResults({ results }: { readonly results: readonly RedriveResult[] }) {
  const failed = results.filter(({ status }) => status === 'failed').length;
  return (
    <div className="results" role="status">
      <p className="muted">
        {plural(results.length, 'letter')}
        {failed > 0 && `, ${failed} failed`}
      </p>
      <ul className="result-list" tabIndex={0} aria-label="Results">
        {results.slice(0, MOST).map(({ id, status, detail }) => (
          <li key={id} data-status={status}>
            <span className="mono cut">{id}</span>
            <Badge tone={WORDS[status][1]}>{WORDS[status][0]}</Badge>
            {detail && <span className="muted result-detail">{detail}</span>}
          </li>
        ))}
      </ul>
      {results.length > MOST && <p className="muted">and {results.length - MOST} more</p>}
    </div>
  );
}
