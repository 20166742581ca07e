import type { RecordView } from '@api/records';
import { dateTime, shortTime } from '../../lib/format.js';
import { preview } from '../../lib/preview.js';
import type { Column } from '../../ui/column.js';

export const idOf = ({ partition, offset }: RecordView): string => `${partition}:${offset}`;

export const RECORD_COLUMNS: readonly Column<RecordView>[] = [
  {
    id: 'time',
    name: 'Time',
    width: '108px',
    cell: ({ timestamp }) => <span title={dateTime(timestamp)}>{shortTime(timestamp)}</span>,
  },
  {
    id: 'partition',
    name: 'Part.',
    width: '46px',
    align: 'end',
    wideOnly: true,
    cell: ({ partition }) => partition,
  },
  {
    id: 'offset',
    name: 'Offset',
    width: '84px',
    align: 'end',
    cell: ({ partition, offset }) => (
      <span>
        <span className="narrow-only">{partition}:</span>
        {offset}
      </span>
    ),
  },
  {
    id: 'key',
    name: 'Key',
    width: 'minmax(60px, 0.32fr)',
    wideOnly: true,
    cell: ({ key }) => <span className={key ? 'mono cut' : 'muted cut'}>{preview(key)}</span>,
  },
  {
    id: 'value',
    name: 'Value',
    width: 'minmax(0, 1fr)',
    cell: ({ value }) => <span className={value ? 'mono cut' : 'muted cut'}>{preview(value)}</span>,
  },
];
