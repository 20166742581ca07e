import { type FormEvent, useEffect, useState } from 'react';
import { Button } from '../../ui/button.js';
import { Segmented } from '../../ui/segmented.js';
import type { Where } from './where.js';

interface Props {
  readonly partitions: number;
  readonly where: Where;
  onChange(where: Where): void;
  onReload(): void;
}

const FROM = [
  { id: 'newest', name: 'Newest' },
  { id: 'oldest', name: 'Oldest' },
  { id: 'offset', name: 'Offset' },
  { id: 'time', name: 'Time' },
] as const;

/** Where to look. What is chosen acts at once, what is typed with Enter. */
export function BrowseBar({ partitions, where, onChange, onReload }: Props) {
  const [typed, setTyped] = useState(where);
  useEffect(() => setTyped(where), [where]);
  const type = (change: Partial<Where>) => setTyped({ ...typed, ...change });
  const choose = (change: Partial<Where>) => {
    const next = { ...typed, ...change };
    setTyped(next);
    const waits =
      (next.from === 'offset' && next.offset === '') || (next.from === 'time' && next.time === '');
    if (!waits) onChange(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (same(typed, where)) onReload();
    else onChange(typed);
  };
  return (
    <form className="toolbar" onSubmit={submit}>
      <Segmented label="Start at" options={FROM} value={typed.from} onChange={(from) => choose({ from })} />
      {typed.from === 'offset' && (
        <input
          className="input input-short"
          inputMode="numeric"
          pattern="[0-9]*"
          placeholder="Offset"
          aria-label="Offset"
          value={typed.offset}
          onChange={({ target }) => type({ offset: target.value.trim() })}
        />
      )}
      {typed.from === 'time' && (
        <input
          className="input"
          type="datetime-local"
          step="1"
          aria-label="Time"
          value={typed.time}
          onChange={({ target }) => choose({ time: target.value })}
        />
      )}
      <select
        className="input"
        aria-label="Partition"
        value={typed.partition}
        onChange={({ target }) => choose({ partition: target.value })}
      >
        <option value="">All partitions</option>
        {Array.from({ length: partitions }, (_, id) => (
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
        onChange={({ target }) => type({ key: target.value })}
      />
      <input
        className="input input-grow"
        placeholder="Contains"
        aria-label="Text in key or value"
        value={typed.contains}
        onChange={({ target }) => type({ contains: target.value })}
      />
      <Button kind="primary" type="submit">
        {same(typed, where) ? 'Refresh' : 'Find'}
      </Button>
    </form>
  );
}

const same = (a: Where, b: Where): boolean => JSON.stringify(a) === JSON.stringify(b);
