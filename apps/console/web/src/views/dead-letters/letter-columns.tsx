import type { DeadLetterView } from '@api/dead-letters';
import { age, count, dateTime } from '../../lib/format.js';
import { onOneLine } from '../../lib/visible.js';
import { Badge } from '../../ui/badge.js';
import type { Column } from '../../ui/column.js';

interface Choice {
  readonly chosen: ReadonlySet<string>;
  toggle(id: string): void;
}

export const letterColumns = ({ chosen, toggle }: Choice): readonly Column<DeadLetterView>[] => [
  {
    id: 'choice',
    name: '',
    width: '28px',
    cell: ({ id, redriven, reason }) => (
      <input
        type="checkbox"
        aria-label={`Choose ${id}: ${reason.slice(0, 60)}`}
        disabled={redriven}
        checked={chosen.has(id) && !redriven}
        onClick={(event) => event.stopPropagation()}
        onChange={() => toggle(id)}
      />
    ),
  },
  {
    id: 'age',
    name: 'Age',
    width: '62px',
    cell: ({ at }) => <span title={dateTime(at)}>{age(Date.now() - at)}</span>,
  },
  {
    id: 'topic',
    name: 'Topic',
    width: 'minmax(0, 0.8fr)',
    wideOnly: true,
    cell: ({ originalTopic }) => <span className="mono cut">{originalTopic}</span>,
  },
  {
    id: 'reason',
    name: 'Reason',
    width: 'minmax(0, 1.6fr)',
    cell: ({ exception, reason, redriven }) => (
      <>
        {redriven && <Badge tone="ok">redriven</Badge>}
        <span className="cut">
          {exception && <strong>{exception}</strong>} {onOneLine(reason)}
        </span>
      </>
    ),
  },
  {
    id: 'group',
    name: 'Group',
    width: 'minmax(0, 0.5fr)',
    wideOnly: true,
    cell: ({ group = '–' }) => <span className="mono cut muted">{group}</span>,
  },
  {
    id: 'attempts',
    name: 'Tries',
    width: '54px',
    align: 'end',
    wideOnly: true,
    cell: ({ attempts }) => count(attempts),
  },
];
