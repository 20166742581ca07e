import { useState } from 'react';
import { bytes } from '../lib/format.js';
import { visible } from '../lib/visible.js';
import { Button } from './button.js';

/** A browser lays out a longer line for seconds. */
const FIRST = 20_000;

export function LongText({ text }: { readonly text: string }) {
  const [whole, setWhole] = useState(false);
  const cut = !whole && text.length > FIRST;
  return (
    <>
      <pre className="text" tabIndex={0}>
        {visible(cut ? text.slice(0, FIRST) : text)}
      </pre>
      {cut && (
        <Button kind="quiet" onClick={() => setWhole(true)}>
          Show all {bytes(text.length)}
        </Button>
      )}
    </>
  );
}
