import type { GroupDetails, GroupPartition, LagHistory } from '@api/groups';
import { useMemo, useState } from 'react';
import { get, path } from '../../lib/api.js';
import { isBehind } from '../../lib/behind.js';
import { compact, count, plural } from '../../lib/format.js';
import { useLive } from '../../lib/live.js';
import { href } from '../../lib/router.js';
import { useSession } from '../../lib/session.js';
import { useLoad } from '../../lib/use-load.js';
import { Button } from '../../ui/button.js';
import { Empty } from '../../ui/empty.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Loading } from '../../ui/loading.js';
import { PageHead } from '../../ui/page-head.js';
import type { Column } from '../../ui/column.js';
import { VirtualTable } from '../../ui/virtual-table.js';
import { LagChart } from './lag-chart.js';
import { Members } from './members.js';
import { ResetDialog } from './reset-dialog.js';
import { StateBadge } from './state-badge.js';

const REFRESH_MS = 1_000;
const HISTORY_MS = 5_000;

/** One group: who reads what, and how far behind. */
export function GroupView({ id }: { readonly id: string }) {
  const { operator, operable } = useSession();
  const place = `groups/${path(id)}`;
  const { data, error, loading, reload } = useLoad(place, (signal) => get<GroupDetails>(place, signal), {
    everyMs: REFRESH_MS,
  });
  const history = useLoad(`${place}/history`, (signal) => get<LagHistory>(`${place}/history`, signal), {
    everyMs: HISTORY_MS,
  });
  const [resetting, setResetting] = useState(false);
  const lag = (data?.partitions ?? []).reduce((sum, each) => sum + (each.lag ?? 0), 0);
  const { overview } = useLive();
  const columns = useMemo(() => {
    const topics = overview?.groups.find((group) => group.id === id)?.topics ?? [];
    return columnsOf(data, new Map(topics.map(({ name, rate }) => [name, rate])));
  }, [data, overview, id]);
  const hint = operable ? 'Unlock with the operator key first' : 'This console is read-only';
  return (
    <>
      <PageHead
        title={id}
        mono
        above={<a href={href('groups')}>Groups</a>}
        aside={
          data && (
            <Button
              onClick={() => setResetting(true)}
              disabled={!operator}
              title={operator ? undefined : hint}
            >
              Reset offsets
            </Button>
          )
        }
      >
        {data && (
          <>
            <StateBadge state={data.state} />
            <span className="muted">
              {plural(data.members.length, 'member')}, lag {count(lag)}
            </span>
          </>
        )}
      </PageHead>
      {error && <ErrorNote error={error} retry={reload} />}
      {loading && <Loading />}
      {data && (
        <>
          {history.data && <LagChart history={history.data} />}
          <Members members={data.members} />
          <h2>Partitions</h2>
          {data.partitions.length === 0 ? (
            <Empty title="Nothing committed yet" />
          ) : (
            <VirtualTable
              label="Partitions of the group"
              columns={columns}
              items={data.partitions}
              idOf={({ topic, partition }) => `${topic}/${partition}`}
            />
          )}
          {resetting && <ResetDialog group={data} onClose={() => setResetting(false)} onDone={reload} />}
        </>
      )}
    </>
  );
}

/** @param rates of each topic, as the group commits it. */
const columnsOf = (
  group: GroupDetails | undefined,
  rates: ReadonlyMap<string, number>,
): readonly Column<GroupPartition>[] => [
  {
    id: 'topic',
    name: 'Topic',
    width: 'minmax(0, 1fr)',
    cell: ({ topic }) => (
      <a className="mono cut" href={href('topics', topic)}>
        {topic}
      </a>
    ),
  },
  { id: 'partition', name: 'Part.', width: '50px', align: 'end', cell: ({ partition }) => partition },
  {
    id: 'committed',
    name: 'Committed',
    width: '96px',
    align: 'end',
    wideOnly: true,
    cell: ({ committed = '–' }) => committed,
  },
  { id: 'end', name: 'End', width: '96px', align: 'end', wideOnly: true, cell: ({ end = 'unknown' }) => end },
  {
    id: 'lag',
    name: 'Lag',
    by: ({ lag = -1 }) => lag,
    width: '76px',
    align: 'end',
    cell: ({ topic, lag }) =>
      lag === undefined ? (
        '–'
      ) : (
        <span className={isBehind(lag, rates.get(topic) ?? 0) ? 'tone-warn' : ''}>{compact(lag)}</span>
      ),
  },
  {
    id: 'member',
    name: 'Member',
    width: 'minmax(0, 0.7fr)',
    wideOnly: true,
    cell: ({ member }) => (
      <span className="cut muted">
        {group?.members.find((each) => each.id === member)?.client ?? 'nobody'}
      </span>
    ),
  },
];
