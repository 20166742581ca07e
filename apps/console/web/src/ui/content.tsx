import type { BytesView } from '@api/records';
import { useMemo, useState } from 'react';
import { parseExact } from '../lib/exact-json.js';
import { bytes } from '../lib/format.js';
import { bytesOf } from '../lib/preview.js';
import { CopyButton } from './copy-button.js';
import { HexDump } from './hex-dump.js';
import { JsonTree } from './json-tree.js';
import { LongText } from './long-text.js';
import { Segmented } from './segmented.js';

/** Bytes of JSON that are drawn in a moment, however they are nested. */
const SMALL = 16_384;
/** Levels that are open in the beginning: of small JSON, of large. */
const DEEP = 12;
const SHALLOW = 3;

type Form = 'tree' | 'text' | 'bytes';

/** Bytes of a record as a JSON tree, text or hexadecimal; whatever they are, they stay text. */
export function Content({ label, view }: { readonly label: string; readonly view: BytesView | null }) {
  const json = useMemo(() => (view ? parse(view) : undefined), [view]);
  const isText = view?.encoding === 'utf8';
  const [chosen, setChosen] = useState<Form>();
  const form = chosen ?? (json ? 'tree' : isText ? 'text' : 'bytes');
  if (view === null) return <p className="nothing">no {label}</p>;
  const forms: readonly { readonly id: Form; readonly name: string }[] = [
    ...(json ? [{ id: 'tree', name: 'Tree' } as const] : []),
    ...(isText ? [{ id: 'text', name: 'Text' } as const] : []),
    { id: 'bytes', name: 'Bytes' },
  ];
  return (
    <div className="content">
      <div className="content-bar">
        <Segmented label={`Show the ${label} as`} options={forms} value={form} onChange={setChosen} />
        <span className="muted">
          {bytes(view.size)}
          {view.truncated && ', only the beginning is shown'}
        </span>
        {isText && <CopyButton text={view.text} label={`Copy ${label}`} />}
      </div>
      <div className="content-body">
        {form === 'tree' && json && (
          <JsonTree value={json.value} openTo={view.size < SMALL ? DEEP : SHALLOW} />
        )}
        {form === 'text' && <LongText text={view.text} />}
        {form === 'bytes' && <HexDump bytes={bytesOf(view)} />}
      </div>
    </div>
  );
}

/** Objects and lists only: a number is its own best picture. */
function parse({ text, encoding, truncated }: BytesView): { readonly value: unknown } | undefined {
  if (encoding !== 'utf8' || truncated || !/^\s*[{[]/.test(text)) return undefined;
  try {
    return { value: parseExact(text) };
  } catch {
    return undefined;
  }
}
