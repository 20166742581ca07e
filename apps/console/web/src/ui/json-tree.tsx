import { useState } from 'react';
import { plural } from '../lib/format.js';
import { ExactNumber } from '../lib/exact-json.js';
import { visible } from '../lib/visible.js';

/** So many children of one node are shown at a time. */
const CHUNK = 100;
const LONG_TEXT = 2_000;

interface Props {
  readonly name?: string | undefined;
  readonly value: unknown;
  readonly depth?: number;
  /** Levels that are open in the beginning. */
  readonly openTo: number;
}

/** A JSON value whose parts open and close; what is closed is not drawn. */
export function JsonTree({ name, value, depth = 0, openTo }: Props) {
  if (typeof value !== 'object' || value === null || value instanceof ExactNumber) {
    return (
      <div className="json-line">
        <Name name={name} />
        <Leaf value={value} />
      </div>
    );
  }
  return <Branch name={name} value={value} depth={depth} openTo={openTo} />;
}

function Branch({
  name,
  value,
  depth,
  openTo,
}: {
  readonly name: string | undefined;
  readonly value: object;
  readonly depth: number;
  readonly openTo: number;
}) {
  const isList = Array.isArray(value);
  const entries = Object.entries(value) as [string, unknown][];
  const [open, setOpen] = useState(depth < openTo && entries.length <= CHUNK);
  const [shown, setShown] = useState(CHUNK);
  const [left, right] = isList ? ['[', ']'] : ['{', '}'];
  if (entries.length === 0) {
    return (
      <div className="json-line">
        <Name name={name} />
        <span className="json-mark">{`${left}${right}`}</span>
      </div>
    );
  }
  return (
    <div className="json-branch">
      <button
        type="button"
        className="json-line json-toggle"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <Name name={name} />
        <span className="json-mark">{left}</span>
        {!open && (
          <span className="json-count">
            {isList ? plural(entries.length, 'item') : plural(entries.length, 'property', 'properties')}
          </span>
        )}
        {!open && <span className="json-mark">{right}</span>}
      </button>
      {open && (
        <div className="json-children">
          {entries.slice(0, shown).map(([key, child]) => (
            <JsonTree key={key} name={key} value={child} depth={depth + 1} openTo={openTo} />
          ))}
          {entries.length > shown && (
            <button type="button" className="json-more" onClick={() => setShown(shown + CHUNK)}>
              {entries.length - shown} more
            </button>
          )}
        </div>
      )}
      {open && <div className="json-line json-mark">{right}</div>}
    </div>
  );
}

const Name = ({ name }: { readonly name: string | undefined }) =>
  name === undefined ? null : (
    <>
      <span className="json-name">{visible(name)}</span>
      <span className="json-mark">: </span>
    </>
  );

function Leaf({ value }: { readonly value: unknown }) {
  const [whole, setWhole] = useState(false);
  if (value instanceof ExactNumber) return <span className="json-number">{value.text}</span>;
  if (typeof value !== 'string')
    return <span className={`json-${value === null ? 'null' : typeof value}`}>{String(value)}</span>;
  const cut = !whole && value.length > LONG_TEXT;
  return (
    <span className="json-string">
      {visible(cut ? value.slice(0, LONG_TEXT) : value)}
      {cut && (
        <button type="button" className="json-more" onClick={() => setWhole(true)}>
          {value.length - LONG_TEXT} more characters
        </button>
      )}
    </span>
  );
}
