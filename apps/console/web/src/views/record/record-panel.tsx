import type { RecordView } from '@api/records';
import { useEffect, useRef } from 'react';
import { get, path } from '../../lib/api.js';
import { bytes, dateTime } from '../../lib/format.js';
import { preview } from '../../lib/preview.js';
import { useLoad } from '../../lib/use-load.js';
import { Content } from '../../ui/content.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Facts } from '../../ui/facts.js';
import { Loading } from '../../ui/loading.js';

interface Props {
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  onClose(): void;
}

/** One record, whole. */
export function RecordPanel({ topic, partition, offset, onClose }: Props) {
  const place = path(topic, 'records', partition, offset);
  const { data, error, loading } = useLoad(place, (signal) => get<RecordView>(`topics/${place}`, signal));
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus({ preventScroll: true }), [place]);
  return (
    <aside
      ref={panel}
      className="panel"
      tabIndex={-1}
      aria-label={`Record ${partition}:${offset}`}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
      <div className="panel-head">
        <h2>
          <span className="muted">Partition</span> {partition} <span className="muted">offset</span> {offset}
        </h2>
        <button type="button" className="icon-button" aria-label="Close the record" onClick={onClose}>
          ×
        </button>
      </div>
      {loading && <Loading rows={4} />}
      {error && <ErrorNote error={error} />}
      {data && <RecordBody record={data} />}
    </aside>
  );
}

function RecordBody({ record }: { readonly record: RecordView }) {
  const { timestamp, size, eventId, traceId, key, value, headers } = record;
  return (
    <>
      <Facts
        facts={[
          { name: 'Time', value: dateTime(timestamp) },
          { name: 'Size', value: bytes(size) },
          ...(eventId === undefined ? [] : [{ name: 'Event id', value: eventId, mono: true }]),
          ...(traceId === undefined ? [] : [{ name: 'Trace id', value: traceId, mono: true }]),
          {
            name: 'Key',
            value: key ? preview(key) : <span className="muted">none</span>,
            mono: key !== null,
          },
        ]}
      />
      <h3>Value</h3>
      <Content label="value" view={value} />
      <h3>
        Headers <span className="muted">{headers.length}</span>
      </h3>
      {headers.length === 0 && <p className="nothing">no headers</p>}
      <Facts
        facts={headers.map(({ name, value: content }) => ({ name, value: preview(content), mono: true }))}
      />
    </>
  );
}
