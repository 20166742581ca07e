export interface LoadOptions {
  readonly url: string;
  readonly connections: number;
  readonly seconds: number;
  /** JSON in one line each; posted in turn. */
  readonly bodies: readonly string[];
}

/** How a server did under load. */
export interface Load {
  readonly requests: number;
  readonly perSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  readonly p99: number;
}
