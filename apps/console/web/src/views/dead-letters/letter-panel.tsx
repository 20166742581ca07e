import type { DeadLetterView } from '@api/dead-letters';
import { useEffect, useRef, useState } from 'react';
import { age, dateTime, plural } from '../../lib/format.js';
import { preview } from '../../lib/preview.js';
import { hrefWith } from '../../lib/router.js';
import { useSession } from '../../lib/session.js';
import { visible } from '../../lib/visible.js';
import { Badge } from '../../ui/badge.js';
import { Button } from '../../ui/button.js';
import { Content } from '../../ui/content.js';
import { Facts } from '../../ui/facts.js';
import { EditDialog } from './edit-dialog.js';

interface Props {
  readonly letter: DeadLetterView;
  onClose(): void;
  onRedrive(): void;
  onDone(): void;
}

/** One dead letter: what failed, where, why. */
export function LetterPanel({ letter, onClose, onRedrive, onDone }: Props) {
  const { operator } = useSession();
  const [editing, setEditing] = useState(false);
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus({ preventScroll: true }), []);
  const {
    originalTopic,
    originalPartition,
    originalOffset,
    group,
    exception,
    reason,
    stack,
    attempts,
    at,
    redriven,
  } = letter;
  const canAct = operator && !redriven;
  return (
    <aside
      ref={panel}
      className="panel"
      tabIndex={-1}
      aria-label={`Dead letter ${letter.id}`}
      onKeyDown={({ key }) => key === 'Escape' && onClose()}
    >
      <div className="panel-head">
        <h2>{exception ?? 'Dead letter'}</h2>
        <button type="button" className="icon-button" aria-label="Close the letter" onClick={onClose}>
          ×
        </button>
      </div>
      <p className="reason">{visible(reason)}</p>
      <div className="panel-actions">
        <Button kind="primary" disabled={!canAct} onClick={onRedrive}>
          Redrive
        </Button>
        <Button
          disabled={!canAct || letter.value?.encoding !== 'utf8' || letter.omitted.includes('value')}
          onClick={() => setEditing(true)}
        >
          Edit and redrive
        </Button>
        {redriven && <Badge tone="ok">redriven</Badge>}
      </div>
      <Facts
        facts={[
          {
            name: 'From',
            value:
              originalPartition === undefined ? (
                originalTopic
              ) : (
                <a
                  href={hrefWith(['topics', originalTopic], {
                    partition: String(originalPartition),
                    offset: originalOffset,
                  })}
                >
                  {originalTopic} {originalPartition}:{originalOffset}
                </a>
              ),
            mono: true,
          },
          { name: 'Group', value: group ?? 'not told', mono: true },
          { name: 'Dead since', value: `${dateTime(at)}, ${age(Date.now() - at)}` },
          { name: 'Tries', value: plural(attempts, 'delivery', 'deliveries') },
          { name: 'Key', value: letter.key ? preview(letter.key) : 'none', mono: true },
        ]}
      />
      {letter.omitted.length > 0 && (
        <p className="note note-warn">
          The dead-letter topic had no room for {letter.omitted.join(', ')}. A redrive reads it from the
          original record.
        </p>
      )}
      <h3>Value</h3>
      <Content label="value" view={letter.value} />
      <h3>Stack</h3>
      {stack === '' ? (
        <p className="nothing">no stack</p>
      ) : (
        <pre className="text stack" tabIndex={0}>
          {visible(stack)}
        </pre>
      )}
      {editing && <EditDialog letter={letter} onClose={() => setEditing(false)} onDone={onDone} />}
    </aside>
  );
}
