import type { RecordView } from '@api/records';
import type { TopicDetails } from '@api/topics';
import { useEffect, useState } from 'react';
import { count, plural } from '../../lib/format.js';
import { Button } from '../../ui/button.js';
import { Empty } from '../../ui/empty.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Loading } from '../../ui/loading.js';
import { VirtualTable } from '../../ui/virtual-table.js';
import { RecordPanel } from '../record/record-panel.js';
import { BrowseBar } from './browse-bar.js';
import { idOf, RECORD_COLUMNS } from './record-columns.js';
import { useBrowse } from './use-browse.js';
import { type Where, whereOf } from './where.js';

/** The records of a topic, page by page. */
export function BrowseTab({
  topic,
  search,
}: {
  readonly topic: TopicDetails;
  readonly search: URLSearchParams;
}) {
  const [where, setWhere] = useState<Where>(() => whereOf(search));
  const [open, setOpen] = useState<RecordView>();
  const { found, reload, more } = useBrowse(topic.name, where);
  useEffect(() => setOpen(undefined), [where]);
  const { records, next, looked, unread, busy, error } = found;
  const filters = where.key !== '' || where.contains !== '';
  const counts = [
    ...(records.length > 0 ? [`${count(records.length)} shown`] : []),
    ...(filters && looked > records.length && (busy || records.length > 0)
      ? [`${count(looked)} looked at`]
      : []),
  ];
  return (
    <>
      <BrowseBar partitions={topic.partitions.length} where={where} onChange={setWhere} onReload={reload} />
      {error && <ErrorNote error={error} retry={more} />}
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
              {counts.join(', ')}
            </span>
            {next && (
              <Button disabled={busy} onClick={more}>
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
