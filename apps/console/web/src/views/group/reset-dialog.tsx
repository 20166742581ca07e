import type { GroupDetails, ResetMove, ResetTarget } from '@api/groups';
import { useState } from 'react';
import { ApiError, path, post } from '../../lib/api.js';
import { plural } from '../../lib/format.js';
import { Button } from '../../ui/button.js';
import { Dialog } from '../../ui/dialog.js';
import { Field } from '../../ui/field.js';
import { Segmented } from '../../ui/segmented.js';
import { Moves } from './moves.js';

interface Props {
  readonly group: GroupDetails;
  onClose(): void;
  onDone(): void;
}

type Kind = 'earliest' | 'latest' | 'time' | 'offset';

const KINDS = [
  { id: 'earliest', name: 'Earliest' },
  { id: 'latest', name: 'Latest' },
  { id: 'time', name: 'Time' },
  { id: 'offset', name: 'Offset' },
] as const;

/** Moves a group: first shows what would change, then does it. */
export function ResetDialog({ group, onClose, onDone }: Props) {
  const topics = [...new Set(group.partitions.map(({ topic }) => topic))];
  const [topic, setTopic] = useState(topics[0] ?? '');
  const [kind, setKind] = useState<Kind>('earliest');
  const [time, setTime] = useState('');
  const [offset, setOffset] = useState('0');
  const [moves, setMoves] = useState<readonly ResetMove[]>();
  const [done, setDone] = useState(false);
  const [problem, setProblem] = useState<string>();
  const partitions = group.partitions
    .filter((each) => each.topic === topic)
    .map(({ partition }) => partition);
  const to = targetOf(kind, time, offset, partitions);

  const changed = (set: () => void) => {
    set();
    setMoves(undefined);
    setProblem(undefined);
  };
  const run = async (dryRun: boolean): Promise<void> => {
    setProblem(undefined);
    try {
      setMoves(await post<ResetMove[]>(`groups/${path(group.id)}/reset`, { topic, to, dryRun }));
      if (dryRun) return;
      setDone(true);
      onDone();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setProblem(error.problem.detail);
    }
  };
  const differing = moves?.filter(({ from, to: target }) => from !== target).length ?? 0;
  return (
    <Dialog title={`Reset offsets of ${group.id}`} wide onClose={onClose}>
      {group.members.length > 0 && (
        <p className="note note-warn">
          The group has {plural(group.members.length, 'member')}. Kafka moves only groups without members:
          stop them first.
        </p>
      )}
      <Field label="Topic">
        {(ties) => (
          <select
            {...ties}
            className="input mono"
            value={topic}
            onChange={({ target }) => changed(() => setTopic(target.value))}
          >
            {topics.map((each) => (
              <option key={each}>{each}</option>
            ))}
          </select>
        )}
      </Field>
      <Segmented
        label="Move to"
        options={KINDS}
        value={kind}
        onChange={(next) => changed(() => setKind(next))}
      />
      {kind === 'time' && (
        <Field label="Time" hint="The first record of this time or later">
          {(ties) => (
            <input
              {...ties}
              className="input"
              type="datetime-local"
              step="1"
              value={time}
              onChange={({ target }) => changed(() => setTime(target.value))}
            />
          )}
        </Field>
      )}
      {kind === 'offset' && (
        <Field label="Offset" hint="In every partition of the topic that the group has read">
          {(ties) => (
            <input
              {...ties}
              className="input"
              inputMode="numeric"
              value={offset}
              onChange={({ target }) => changed(() => setOffset(target.value.trim()))}
            />
          )}
        </Field>
      )}
      {problem && (
        <p className="note note-bad" role="alert">
          {problem}
        </p>
      )}
      {moves && <Moves moves={moves} done={done} />}
      <div className="dialog-actions">
        <Button kind="quiet" onClick={onClose}>
          {done ? 'Close' : 'Cancel'}
        </Button>
        {!done && (
          <Button onClick={() => void run(true)} disabled={to === undefined || topic === ''}>
            Preview
          </Button>
        )}
        {moves && !done && (
          <Button kind="danger" onClick={() => void run(false)} disabled={differing === 0}>
            Move {plural(differing, 'partition')}
          </Button>
        )}
      </div>
    </Dialog>
  );
}

function targetOf(
  kind: Kind,
  time: string,
  offset: string,
  partitions: readonly number[],
): ResetTarget | undefined {
  if (kind === 'earliest' || kind === 'latest') return kind;
  if (kind === 'time') return time === '' ? undefined : { time: new Date(time).getTime() };
  if (!/^\d{1,18}$/.test(offset)) return undefined;
  return { offsets: Object.fromEntries(partitions.map((partition) => [String(partition), offset])) };
}
