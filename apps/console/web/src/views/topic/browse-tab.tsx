import type { RecordPage, RecordView } from '@api/records';
import type { TopicDetails } from '@api/topics';
import { useEffect, useState } from 'react';
import { ApiError, get, path, query } from '../../lib/api.js';
import { count, plural } from '../../lib/format.js';
import { Button } from '../../ui/button.js';
import { Empty } from '../../ui/empty.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Loading } from '../../ui/loading.js';
import { VirtualTable } from '../../ui/virtual-table.js';
import { RecordPanel } from '../record/record-panel.js';
import { BrowseBar } from './browse-bar.js';
import { browseQuery, type Where, whereOf } from './where.js';
import { idOf, RECORD_COLUMNS } from './record-columns.js';

const LIMIT = 100;

interface State {
  readonly records: readonly RecordView[];
  readonly next?: string | undefined;
  readonly looked: number;
  readonly unread: readonly number[];
  readonly busy: boolean;
  readonly error?: ApiError | undefined;
}

const NOTHING: State = { records: [], looked: 0, unread: [], busy: true };

/** The records of a topic, page by page. */
export function BrowseTab({
  topic,
  search,
}: {
  readonly topic: TopicDetails;
  readonly search: URLSearchParams;
}) {
  const [where, setWhere] = useState<Where>(() => whereOf(search));
  const [round, setRound] = useState(0);
  const [state, setState] = useState(NOTHING);
  const [open, setOpen] = useState<RecordView>();

  const load = async (before: State, signal?: AbortSignal): Promise<void> => {
    setState({ ...before, busy: true, error: undefined });
    try {
      const address = query({ ...browseQuery(where), limit: LIMIT, cursor: before.next });
      const page = await get<RecordPage>(`topics/${path(topic.name)}/records${address}`, signal);
      setState({
        records: [...before.records, ...page.records],
        next: page.next,
        looked: before.looked + page.looked,
        unread: [...new Set([...before.unread, ...page.unread])],
        busy: false,
      });
    } catch (error) {
      if (!signal?.aborted && error instanceof ApiError) setState({ ...before, busy: false, error });
    }
  };
  useEffect(() => {
    const gone = new AbortController();
    setOpen(undefined);
    void load(NOTHING, gone.signal);
    return () => gone.abort();
    // Loads anew for another place or at the user's wish, not with each refresh of the topic's figures.
  }, [topic.name, where, round]);

  const { records, next, looked, unread, busy, error } = state;
  const filters = where.key !== '' || where.contains !== '';
  return (
    <>
      <BrowseBar
        partitions={topic.partitions.length}
        where={where}
        onChange={setWhere}
        onReload={() => setRound(round + 1)}
      />
      {error && <ErrorNote error={error} retry={() => void load(state)} />}
      {unread.length > 0 && (
        <p className="note note-warn" role="status">
          {unread.length === 1 ? 'Partition' : 'Partitions'} {unread.join(', ')} cannot be read just now: no
          broker that leads answers. Records of it are missing here.
        </p>
      )}
      <div className={open ? 'split split-open' : 'split'}>
        <div className="split-list">
          {records.length > 0 && (
            <VirtualTable
              label="Records"
              columns={RECORD_COLUMNS}
              items={records}
              idOf={idOf}
              selected={open && idOf(open)}
              onOpen={setOpen}
            />
          )}
          {busy && records.length === 0 && <Loading />}
          {!busy && !error && records.length === 0 && (
            <Empty title="No records here">
              {looked > 0
                ? `${plural(looked, 'record')} looked at, none matches.`
                : 'Nothing was written, or it was deleted since.'}
            </Empty>
          )}
          <div className="list-foot">
            <span className="muted" role="status">
              {records.length > 0 && `${count(records.length)} shown`}
              {filters && looked > records.length && `, ${count(looked)} looked at`}
            </span>
            {next && (
              <Button disabled={busy} onClick={() => void load(state)}>
                {busy ? 'Loading…' : 'Load more'}
              </Button>
            )}
          </div>
        </div>
        {open && (
          <RecordPanel
            topic={topic.name}
            partition={open.partition}
            offset={open.offset}
            onClose={() => setOpen(undefined)}
          />
        )}
      </div>
    </>
  );
}
