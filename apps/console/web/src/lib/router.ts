import { useSyncExternalStore } from 'react';

/** An address behind `#`, such as `#/topics/orders?tab=tail`. */
export interface Route {
  readonly parts: readonly string[];
  readonly search: URLSearchParams;
}

const subscribe = (changed: () => void): (() => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

export const useHash = (): string => useSyncExternalStore(subscribe, () => location.hash);

export function parseRoute(hash: string): Route {
  const [way = '', search = ''] = hash.replace(/^#\/?/, '').split('?', 2);
  return { parts: way.split('/').filter(Boolean).map(decoded), search: new URLSearchParams(search) };
}

/** An address typed by hand may hold a `%` that escapes nothing. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

export const href = (...parts: readonly string[]): string => `#/${parts.map(encodeURIComponent).join('/')}`;

export const hrefWith = (
  parts: readonly string[],
  search: Readonly<Record<string, string | undefined>>,
): string => {
  const entries = Object.entries(search).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const text = new URLSearchParams(entries).toString();
  return href(...parts) + (text === '' ? '' : `?${text}`);
};

export const go = (to: string): void => void (location.hash = to);
