/** What a statement answers: rows by the names of their columns. */
export interface Answer {
  readonly rows: readonly Readonly<Record<string, unknown>>[];
}

/**
 * A transaction under way. `pg`'s `Client` and `PoolClient` are one as they are; anything else that takes SQL with
 * `$1` for its first value becomes one in a line.
 */
export interface Transaction {
  query(sql: string, values?: unknown[]): Promise<Answer>;
}

export interface Table {
  readonly name: string;
  /** What creates it, and what belongs to it. */
  readonly statements: readonly string[];
}

/** An event on its way into the outbox. */
export interface NewRow {
  readonly eventId: string;
  readonly topic: string;
  readonly key: Buffer | null;
  readonly value: Buffer;
  /** A JSON object of text. */
  readonly headers: string;
  /** Milliseconds since 1970. */
  readonly time: number;
}

/** The one relay of a database: no other has it until this one releases it, or its connection is lost. */
export interface Lead extends Transaction {
  /** Aborted when it is lost: another may lead from then on. */
  readonly lost: AbortSignal;
  /** Resolves when events may have come since it last did, after so long, or at the signal. */
  waitForMore(ms: number, signal: AbortSignal): Promise<void>;
  release(): Promise<void>;
}

/**
 * Where outbox and inbox are. What differs between databases is here; all other SQL is the same for each, with `$1`
 * for values. Outside of a transaction, `query` is one of its own.
 */
export interface Database extends Transaction {
  readonly tables: { readonly outbox: Table; readonly inbox: Table };
  /** Type of a column of bytes. */
  readonly bytes: string;
  /**
   * Runs `work` and commits, or takes all of it back when that throws.
   *
   * @throws DatabaseUnavailableError when the database is not reached.
   */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** A table that has to be there before anything else is done: the next statement creates it if it is not. */
  declare(table: Table): void;
  /** Writes an event at the end of the outbox. Events of one key are in it in the order they were committed. */
  append(tx: Transaction, row: NewRow): Promise<void>;
  /** Resolves once no other relay leads; rejects when the database is not reached, or with the signal's reason. */
  lead(signal: AbortSignal): Promise<Lead>;
  close(): Promise<void>;
}
