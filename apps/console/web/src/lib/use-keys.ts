import { useEffect } from 'react';

/** Calls back for keys pressed outside of fields and dialogs; `g t` stands for one after the other. */
export function useKeys(keys: Readonly<Record<string, () => void>>): void {
  useEffect(() => {
    let before = '';
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isBusy(event.target))
        return;
      const action = keys[`${before} ${event.key}`] ?? keys[event.key];
      before = event.key;
      if (!action) return;
      event.preventDefault();
      before = '';
      action();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [keys]);
}

const isBusy = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.matches('input, select, textarea, [contenteditable]') || target.closest('dialog[open]') !== null);
