/** Twice the session timeout: by then the brokers have given its partitions to others. */
const SILENT_AT_MOST_MS = 20_000;
/** Beyond the longest call of a handler: room for a process that has no CPU for a while. */
const STANDS_AT_MOST_MS = 30_000;

export interface Standing {
  /** Since a broker last said anything to this member. */
  readonly silentMs: number;
  /** For how long there have been records to be handled, and none was done with. */
  readonly standsMs: number;
  /** What the slowest handler may take, with the wait before it is called again. */
  readonly longestCallMs: number;
}

/** One line where a member of the group makes no progress though it could; times in milliseconds. */
export function standstill({ silentMs, standsMs, longestCallMs }: Standing): string | undefined {
  if (silentMs > SILENT_AT_MOST_MS) return `no broker has answered for ${seconds(silentMs)} s`;
  if (standsMs <= longestCallMs + STANDS_AT_MOST_MS) return undefined;
  return `records wait, and none has been handled for ${seconds(standsMs)} s`;
}

const seconds = (ms: number): number => Math.round(ms / 1_000);
