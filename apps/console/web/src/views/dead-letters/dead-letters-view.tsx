import type { DeadLetterView } from '@api/dead-letters';
import { useMemo, useState } from 'react';
import { get, query } from '../../lib/api.js';
import { plural } from '../../lib/format.js';
import { href } from '../../lib/router.js';
import { useSession } from '../../lib/session.js';
import { useLoad } from '../../lib/use-load.js';
import { Button } from '../../ui/button.js';
import { Empty } from '../../ui/empty.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Loading } from '../../ui/loading.js';
import { PageHead } from '../../ui/page-head.js';
import { SearchField } from '../../ui/search-field.js';
import { VirtualTable } from '../../ui/virtual-table.js';
import { letterColumns } from './letter-columns.js';
import { LetterPanel } from './letter-panel.js';
import { Reasons } from './reasons.js';
import { RedriveDialog } from './redrive-dialog.js';

const LIMIT = 2_000;
const REFRESH_MS = 5_000;

/** What could not be handled, why, and the way back. */
export function DeadLettersView({ search }: { readonly search: URLSearchParams }) {
  const topic = search.get('topic') ?? undefined;
  const address = `dead-letters${query({ topic, limit: LIMIT })}`;
  const { data, error, loading, reload } = useLoad(
    address,
    (signal) => get<DeadLetterView[]>(address, signal),
    { everyMs: REFRESH_MS },
  );
  const { operator, operable } = useSession();
  const [text, setText] = useState('');
  const [withRedriven, setWithRedriven] = useState(false);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [open, setOpen] = useState<string>();
  const [redriving, setRedriving] = useState<readonly DeadLetterView[]>();

  const waiting = useMemo(
    () => (data ?? []).filter(({ redriven }) => withRedriven || !redriven),
    [data, withRedriven],
  );
  const shown = useMemo(() => waiting.filter((letter) => matches(letter, text)), [waiting, text]);
  const ready = shown.filter(({ id, redriven }) => chosen.has(id) && !redriven);
  const letter = data?.find(({ id }) => id === open);
  const columns = useMemo(
    () =>
      letterColumns({
        chosen,
        toggle: (id) =>
          setChosen(
            (before) => new Set(before.has(id) ? [...before].filter((each) => each !== id) : [...before, id]),
          ),
      }),
    [chosen],
  );
  const chooseAll = () =>
    setChosen(
      new Set(
        ready.length === shown.length ? [] : shown.filter(({ redriven }) => !redriven).map(({ id }) => id),
      ),
    );
  const hint = operable ? 'Unlock with the operator key first' : 'This console is read-only';
  return (
    <>
      <PageHead
        title="Dead letters"
        aside={
          topic !== undefined && (
            <a className="button button-plain" href={href('dead-letters')}>
              All topics
            </a>
          )
        }
      >
        {data && <span className="muted">{plural(shown.length, 'letter')}</span>}
        {topic !== undefined && <span className="mono">{topic}</span>}
      </PageHead>
      <div className="toolbar">
        <SearchField
          label="Filter dead letters"
          placeholder="Topic, reason, key or group"
          value={text}
          onChange={setText}
        />
        <label className="check">
          <input
            type="checkbox"
            checked={withRedriven}
            onChange={({ target }) => setWithRedriven(target.checked)}
          />
          Redriven too
        </label>
        <span className="toolbar-gap" />
        <Button kind="quiet" onClick={chooseAll} disabled={shown.length === 0}>
          {ready.length > 0 && ready.length === shown.length ? 'Choose none' : 'Choose all'}
        </Button>
        <Button
          kind="primary"
          disabled={!operator || ready.length === 0}
          title={operator ? undefined : hint}
          onClick={() => setRedriving(ready)}
        >
          {ready.length > 0 ? `Redrive ${ready.length}` : 'Redrive'}
        </Button>
      </div>
      {error && <ErrorNote error={error} retry={reload} />}
      <Reasons letters={waiting} chosen={text} onChoose={setText} />
      {loading && <Loading />}
      {data && shown.length === 0 && (
        <Empty title={data.length === 0 ? 'No dead letters' : 'None matches'}>
          {data.length === 0 && 'Records whose handling failed for good come here, with the reason.'}
        </Empty>
      )}
      <div className={letter ? 'split split-open' : 'split'}>
        <div className="split-list">
          {shown.length > 0 && (
            <VirtualTable
              label="Dead letters"
              columns={columns}
              items={shown}
              idOf={({ id }) => id}
              selected={open}
              onOpen={({ id }) => setOpen(id)}
            />
          )}
        </div>
        {letter && (
          <LetterPanel
            key={letter.id}
            letter={letter}
            onClose={() => setOpen(undefined)}
            onDone={reload}
            onRedrive={() => setRedriving([letter])}
          />
        )}
      </div>
      {redriving && (
        <RedriveDialog
          letters={redriving}
          onDone={() => {
            setChosen(new Set());
            reload();
          }}
          onClose={() => setRedriving(undefined)}
        />
      )}
    </>
  );
}

function matches(
  { originalTopic, reason, exception = '', key, group = '' }: DeadLetterView,
  text: string,
): boolean {
  const wanted = text.trim().toLowerCase();
  return [originalTopic, reason, exception, key?.text ?? '', group].some((each) =>
    each.toLowerCase().includes(wanted),
  );
}
