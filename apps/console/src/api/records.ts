/** Bytes for people: text where they are UTF-8, else base64. */
export interface BytesView {
  readonly text: string;
  readonly encoding: 'utf8' | 'base64';
  /** Of all the bytes. */
  readonly size: number;
  /** Whether `text` is only the beginning. */
  readonly truncated: boolean;
}

export interface HeaderView {
  readonly name: string;
  readonly value: BytesView;
}

export interface RecordView {
  readonly partition: number;
  readonly offset: string;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly key: BytesView | null;
  readonly value: BytesView | null;
  readonly headers: readonly HeaderView[];
  /** Bytes of key, value and headers. */
  readonly size: number;
  /** CloudEvents `id`. */
  readonly eventId?: string;
  /** Of the W3C trace context. */
  readonly traceId?: string;
}

export interface RecordPage {
  readonly records: readonly RecordView[];
  /** Cursor of the next page in the same direction; none at the end of the log. */
  readonly next?: string;
  /** Records read for this page, those that did not match included. */
  readonly looked: number;
  /** Partitions that have no leader that answers; their records are missing here. */
  readonly unread: readonly number[];
}

/** One server-sent event of a live tail. */
export interface TailPiece {
  readonly records: readonly RecordView[];
  /** Records since the last piece that came too fast to be shown. */
  readonly skipped: number;
}
