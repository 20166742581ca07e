import { useState } from 'react';
import { Button } from './button.js';

const SHOWN_MS = 1_200;

export function CopyButton({ text, label = 'Copy' }: { readonly text: string; readonly label?: string }) {
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), SHOWN_MS);
  };
  return (
    <Button kind="quiet" onClick={() => void copy().catch(() => undefined)}>
      <span aria-live="polite">{copied ? 'Copied' : label}</span>
    </Button>
  );
}
