import type { GroupSummary } from '@api/groups';
import { useMemo, useState } from 'react';
import { get } from '../../lib/api.js';
import { isBehind } from '../../lib/behind.js';
import { compact, count, plural, rate } from '../../lib/format.js';
import { go, href } from '../../lib/router.js';
import { useLoad } from '../../lib/use-load.js';
import { Empty } from '../../ui/empty.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Loading } from '../../ui/loading.js';
import { PageHead } from '../../ui/page-head.js';
import { SearchField } from '../../ui/search-field.js';
import type { Column } from '../../ui/column.js';
import { VirtualTable } from '../../ui/virtual-table.js';
import { StateBadge } from '../group/state-badge.js';

const REFRESH_MS = 1_500;

export function GroupsView() {
  const { data, error, loading, reload } = useLoad(
    'groups',
    (signal) => get<GroupSummary[]>('groups', signal),
    { everyMs: REFRESH_MS },
  );
  const [text, setText] = useState('');
  const shown = useMemo(
    () => (data ?? []).filter(({ id }) => id.toLowerCase().includes(text.trim().toLowerCase())),
    [data, text],
  );
  return (
    <>
      <PageHead title="Groups">
        {data && <span className="muted">{plural(shown.length, 'consumer group')}</span>}
      </PageHead>
      <div className="toolbar">
        <SearchField
          label="Filter groups by name"
          placeholder="Filter by name"
          value={text}
          onChange={setText}
        />
      </div>
      {error && <ErrorNote error={error} retry={reload} />}
      {loading && <Loading />}
      {data && shown.length === 0 && (
        <Empty title={text ? `No group is called “${text}”` : 'No consumer groups yet'}>
          {!text && 'A group appears when its first member joins.'}
        </Empty>
      )}
      {shown.length > 0 && (
        <VirtualTable
          label="Groups"
          columns={COLUMNS}
          items={shown}
          idOf={({ id }) => id}
          onOpen={({ id }) => go(href('groups', id))}
        />
      )}
    </>
  );
}

const COLUMNS: readonly Column<GroupSummary>[] = [
  {
    id: 'name',
    name: 'Group',
    by: ({ id }) => id,
    width: 'minmax(0, 1fr)',
    cell: ({ id, state }) => (
      <>
        <a className="mono cut" href={href('groups', id)} tabIndex={-1}>
          {id}
        </a>
        <StateBadge state={state} />
      </>
    ),
  },
  {
    id: 'topics',
    name: 'Topics',
    width: 'minmax(0, 0.8fr)',
    wideOnly: true,
    cell: ({ topics }) => <span className="mono cut muted">{topics.join(', ')}</span>,
  },
  {
    id: 'members',
    name: 'Members',
    by: ({ members }) => members,
    width: '80px',
    align: 'end',
    wideOnly: true,
    cell: ({ members }) => count(members),
  },
  {
    id: 'rate',
    name: 'Rate',
    by: (group) => group.rate,
    width: '80px',
    align: 'end',
    wideOnly: true,
    cell: (group) => `${rate(group.rate)}/s`,
  },
  {
    id: 'lag',
    name: 'Lag',
    by: ({ lag }) => lag,
    width: '84px',
    align: 'end',
    cell: ({ lag, rate: speed }) => (
      <span className={isBehind(lag, speed) ? 'tone-warn' : ''}>{compact(lag)}</span>
    ),
  },
];
