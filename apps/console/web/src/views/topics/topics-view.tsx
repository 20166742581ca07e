import type { TopicSummary } from '@api/topics';
import { useCallback, useMemo, useState } from 'react';
import { get } from '../../lib/api.js';
import { bytes, compact, count, plural, rate } from '../../lib/format.js';
import { go, href } from '../../lib/router.js';
import { useLoad } from '../../lib/use-load.js';
import { Badge } from '../../ui/badge.js';
import { Empty } from '../../ui/empty.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Loading } from '../../ui/loading.js';
import { PageHead } from '../../ui/page-head.js';
import { SearchField } from '../../ui/search-field.js';
import type { Column } from '../../ui/column.js';
import { VirtualTable } from '../../ui/virtual-table.js';

const REFRESH_MS = 3_000;

/** Every topic, a line each. */
export function TopicsView() {
  const { data, error, loading, reload } = useLoad(
    'topics',
    (signal) => get<TopicSummary[]>('topics', signal),
    { everyMs: REFRESH_MS },
  );
  const [text, setText] = useState('');
  const [internal, setInternal] = useState(false);
  const clear = useCallback((value: string) => setText(value), []);
  const shown = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return (data ?? []).filter(
      (topic) => (internal || !topic.internal) && topic.name.toLowerCase().includes(wanted),
    );
  }, [data, text, internal]);
  return (
    <>
      <PageHead title="Topics">
        {data && <span className="muted">{plural(shown.length, 'topic')}</span>}
      </PageHead>
      <div className="toolbar">
        <SearchField
          label="Filter topics by name"
          placeholder="Filter by name"
          value={text}
          onChange={clear}
        />
        <label className="check">
          <input type="checkbox" checked={internal} onChange={({ target }) => setInternal(target.checked)} />
          Kafka's own
        </label>
      </div>
      {error && <ErrorNote error={error} retry={reload} />}
      {loading && <Loading />}
      {data && shown.length === 0 && (
        <Empty title={text ? `No topic is called “${text}”` : 'No topics yet'} />
      )}
      {shown.length > 0 && (
        <VirtualTable
          label="Topics"
          columns={COLUMNS}
          items={shown}
          idOf={({ name }) => name}
          onOpen={({ name }) => go(href('topics', name))}
        />
      )}
    </>
  );
}

const COLUMNS: readonly Column<TopicSummary>[] = [
  {
    id: 'name',
    name: 'Name',
    by: ({ name }) => name,
    width: 'minmax(0, 1fr)',
    cell: ({ name, contract, underReplicated }) => (
      <>
        <a className="mono cut" href={href('topics', name)} tabIndex={-1}>
          {name}
        </a>
        {contract && (
          <span className="wide-only">
            <Badge tone="accent">contract</Badge>
          </span>
        )}
        {underReplicated > 0 && <Badge tone="warn">{underReplicated} behind</Badge>}
      </>
    ),
  },
  {
    id: 'partitions',
    name: 'Partitions',
    by: ({ partitions }) => partitions,
    width: '90px',
    align: 'end',
    wideOnly: true,
    cell: ({ partitions }) => count(partitions),
  },
  {
    id: 'records',
    name: 'Records',
    by: ({ records }) => records,
    width: '92px',
    align: 'end',
    cell: ({ records }) => <span title={count(records)}>{compact(records)}</span>,
  },
  {
    id: 'size',
    name: 'Size',
    by: (topic) => topic.bytes,
    width: '100px',
    align: 'end',
    wideOnly: true,
    cell: (topic) => bytes(topic.bytes),
  },
  {
    id: 'rate',
    name: 'Rate',
    by: (topic) => topic.rate,
    width: '84px',
    align: 'end',
    cell: (topic) => `${rate(topic.rate)}/s`,
  },
];
