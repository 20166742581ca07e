import type { RecordView } from '@api/records';
import type { TopicDetails } from '@api/topics';
import { type FormEvent, useMemo, useState } from 'react';
import { count } from '../../lib/format.js';
import { useLive } from '../../lib/live.js';
import { useKeys } from '../../lib/use-keys.js';
import { Button } from '../../ui/button.js';
import { Empty } from '../../ui/empty.js';
import { VirtualTable } from '../../ui/virtual-table.js';
import { RecordPanel } from '../record/record-panel.js';
import { idOf, RECORD_COLUMNS } from './record-columns.js';
import { type Tail, type TailFilter, useTail } from './use-tail.js';

const ALL: TailFilter = { partition: '', key: '', contains: '' };

/** Records as they are written. */
export function TailTab({ topic }: { readonly topic: TopicDetails }) {
  const [filter, setFilter] = useState(ALL);
  const [typed, setTyped] = useState(ALL);
  const [paused, setPaused] = useState(false);
  const [open, setOpen] = useState<RecordView>();
  const { tail, clear } = useTail(topic.name, filter, paused);
  const keys = useMemo(() => ({ ' ': () => setPaused((now) => !now) }), []);
  useKeys(keys);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setFilter(typed);
  };
  return (
    <>
      <form className="toolbar" onSubmit={submit}>
        <Button kind={paused ? 'primary' : 'plain'} aria-pressed={paused} onClick={() => setPaused(!paused)}>
          {paused ? 'Resume' : 'Pause'}
        </Button>
        <select
          className="input"
          aria-label="Partition"
          value={filter.partition}
          onChange={({ target }) => setFilter({ ...typed, partition: target.value })}
        >
          <option value="">All partitions</option>
          {topic.partitions.map(({ id }) => (
            <option key={id} value={String(id)}>
              Partition {id}
            </option>
          ))}
        </select>
        <input
          className="input input-short"
          placeholder="Key"
          aria-label="Key, all of it"
          value={typed.key}
          onChange={({ target }) => setTyped({ ...typed, key: target.value })}
        />
        <input
          className="input input-grow"
          placeholder="Contains"
          aria-label="Text in key or value"
          value={typed.contains}
          onChange={({ target }) => setTyped({ ...typed, contains: target.value })}
        />
        <Button type="submit">Filter</Button>
        <Button kind="quiet" onClick={clear}>
          Clear
        </Button>
      </form>
      <TailState tail={tail} paused={paused} />
      <div className={open ? 'split split-open' : 'split'}>
        <div className="split-list">
          {tail.records.length > 0 ? (
            <VirtualTable
              label="Live records"
              columns={RECORD_COLUMNS}
              items={tail.records}
              idOf={idOf}
              selected={open && idOf(open)}
              follow={!paused && !open}
              onOpen={setOpen}
            />
          ) : (
            <Empty title={tail.state === 'live' ? 'Waiting for records' : 'Connecting'}>
              What is written from now on appears here.
            </Empty>
          )}
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

function TailState({ tail, paused }: { readonly tail: Tail; readonly paused: boolean }) {
  const { received, skipped, waiting, state: link, problem } = tail;
  const { problem: trouble } = useLive();
  const state = link === 'live' && trouble !== undefined ? 'lost' : link;
  const dot = state === 'live' && !paused ? 'dot dot-live' : state === 'lost' ? 'dot dot-bad' : 'dot';
  const words =
    state === 'lost'
      ? (problem ?? (link === 'live' ? 'Waiting for the brokers' : 'Connection lost, trying again'))
      : paused
        ? 'Paused'
        : state === 'live'
          ? 'Live'
          : 'Connecting';
  return (
    <p className="tail-state" data-state={state}>
      <span className={dot} aria-hidden="true" />
      <span role="status">{words}</span>
      <span className="muted">
        <strong data-count="received">{count(received)}</strong> received
      </span>
      <span
        className={skipped > 0 ? 'tone-warn' : 'muted'}
        title="They came faster than they could be shown; they are in the log"
      >
        <strong data-count="skipped">{count(skipped)}</strong> skipped
      </span>
      {waiting > 0 && <span className="tone-accent">{count(waiting)} waiting</span>}
    </p>
  );
}
