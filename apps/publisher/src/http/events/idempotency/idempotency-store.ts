import { OutcomeUnknownError, type PublishResult, type Receipt } from '@app/kafka';
import { KeyReusedError } from './idempotency-errors.js';

/** What is known of the events of a request, by their index; undefined where there is no receipt yet. */
export type Receipts = readonly (Receipt | undefined)[];

/** The right to publish for a key, until `settle` is called. */
export interface Claim {
  readonly receipts: Receipts;
  settle(results: readonly PublishResult[]): void;
  readonly results?: never;
}

/** What became of the same request, which was under way. */
export interface Settled {
  readonly results: readonly PublishResult[];
  readonly receipts?: never;
}

interface Entry {
  readonly fingerprint: string;
  receipts: Receipts;
  /** Performance time after which it is forgotten. */
  until: number;
  /** The outcome of the request under way. */
  running: Promise<readonly PublishResult[]> | undefined;
}

const KEPT_MS = 3_600_000;
/** 47,000 receipts of single events, or 96,000 of long lists, where keys and ids are UUIDs. */
const MAX_BYTES = 25 * 1024 * 1024;
/** Of an entry and of a receipt, without the texts that a client chose. */
const ENTRY_BYTES = 250;
const RECEIPT_BYTES = 200;

/**
 * Remembers the receipts of keyed requests in memory, for an hour and within 25 MiB, the oldest forgotten first.
 * Beyond that, and on other instances, a repeat is published again under the same event ids.
 */
export class IdempotencyStore {
  /** In the order of `until`. */
  private readonly entries = new Map<string, Entry>();
  private kept = 0;

  constructor(
    private readonly maxBytes = MAX_BYTES,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Waits for a request under way with the same key, and takes its outcome: repeats that were sent while a broker
   * does not answer must not wait one after the other.
   *
   * @throws KeyReusedError when the key is another request's.
   */
  async claim(key: string, fingerprint: string): Promise<Claim | Settled> {
    const entry = this.find(key);
    if (entry && entry.fingerprint !== fingerprint) throw new KeyReusedError();
    return entry?.running
      ? { results: await entry.running }
      : this.start(key, fingerprint, entry?.receipts ?? []);
  }

  private find(key: string): Entry | undefined {
    const entry = this.entries.get(key);
    return entry && (entry.running || entry.until > this.now()) ? entry : undefined;
  }

  private start(key: string, fingerprint: string, receipts: Receipts): Claim {
    let settled: (results: readonly PublishResult[]) => void = () => undefined;
    const running = new Promise<readonly PublishResult[]>((resolve) => (settled = resolve));
    this.forget(key);
    this.keep(key, { fingerprint, receipts, until: Infinity, running });
    return {
      receipts,
      settle: (results) => {
        this.forget(key);
        if (results.some(mayBeInTheLog)) {
          const known = results.map(({ receipt }) => receipt);
          this.keep(key, { fingerprint, receipts: known, until: this.now() + KEPT_MS, running: undefined });
        }
        settled(results);
      },
    };
  }

  private keep(key: string, entry: Entry): void {
    this.entries.set(key, entry);
    this.kept += weightOf(key, entry);
    for (const [oldest, { running, until }] of this.entries) {
      if (this.kept <= this.maxBytes && until > this.now()) break;
      if (!running) this.forget(oldest);
    }
  }

  private forget(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.kept -= weightOf(key, entry);
  }
}

/** An id may be as long as a whole event, and take two bytes a character. */
const weightOf = (key: string, { receipts }: Entry): number =>
  receipts.reduce(
    (sum, receipt) => sum + RECEIPT_BYTES + 2 * (receipt?.id.length ?? 0),
    ENTRY_BYTES + key.length,
  );

const mayBeInTheLog = ({ receipt, error }: PublishResult): boolean =>
  receipt !== undefined || error instanceof OutcomeUnknownError;
