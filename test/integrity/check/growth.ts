import type { Vitals } from '../apps/vitals.js';

const MIB = 2 ** 20;

/** What an app keeps by design fills up as it works: 25 MiB of receipts, 20,000 ids of events. */
const AT_FIRST: Vitals = { heapBytes: 48 * MIB, rssBytes: 96 * MIB, handles: 40 };
/** Nothing fills up any more; Node takes and gives back memory as it likes, and clients open and close connections. */
const LATE: Vitals = { heapBytes: 6 * MIB, rssBytes: 24 * MIB, handles: 20 };
/** Events of all publishers after which all that is kept by design is full: a quiet half hour has 300,000. */
const FULL_AFTER = 180_000;
/** Less than six samples have no beginning and end. */
const LEAST = 6;

/** How a process does, and how many events were acknowledged by then. */
export interface Sample extends Vitals {
  readonly events: number;
}

/** By how much more than it may a process has grown: since it was warm, and since all was full. */
export function grown(name: string, samples: readonly Sample[]): string[] {
  const late = samples.filter(({ events }) => events >= FULL_AFTER);
  return [
    ...beyond(`${name} since the beginning`, samples, AT_FIRST),
    ...(late.length < LEAST ? [] : beyond(`${name} since all that it keeps was full`, late, LATE)),
  ];
}

/** Compares the ends; of three samples each the least, as garbage and clients come and go. */
function beyond(name: string, samples: readonly Vitals[], limits: Vitals): string[] {
  const growth = (of: (vitals: Vitals) => number): number =>
    Math.min(...samples.slice(-3).map(of)) - Math.min(...samples.slice(0, 3).map(of));
  const heap = growth(({ heapBytes }) => heapBytes);
  const rss = growth(({ rssBytes }) => rssBytes);
  const handles = growth((vitals) => vitals.handles);
  const mib = (bytes: number): string => `${Math.round(bytes / MIB)} MiB`;
  return [
    ...(heap > limits.heapBytes ? [`${name} holds ${mib(heap)} more of heap`] : []),
    ...(rss > limits.rssBytes ? [`${name} holds ${mib(rss)} more of memory`] : []),
    ...(handles > limits.handles ? [`${name} holds ${handles} more handles`] : []),
  ];
}
