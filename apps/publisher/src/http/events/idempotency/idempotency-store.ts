import { OutcomeUnknownError, type PublishResult, type Receipt } from '@app/kafka';
import { KeyReusedError } from './idempotency-errors.js';

/** What is known of the events of a request, by their index; undefined where there is no receipt yet. */
export type Receipts = readonly (Receipt | undefined)[];

/** The right to publish for a key, until `settle` is called. */
export interface Claim {
  readonly receipts: Receipts;
  settle(results: readonly PublishResult[]): void;
}

interface Entry {
  readonly fingerprint: string;
  receipts: Receipts;
  /** Performance time after which it is forgotten. */
  until: number;
  /** Resolves when the request under way is settled. */
  running: Promise<void> | undefined;
}

const KEPT_MS = 3_600_000;
/** About 25 MB. */
const MAX_RECEIPTS = 100_000;

/**
 * Remembers the receipts of keyed requests in memory, for an hour and 100,000 receipts, the oldest forgotten first.
 * Beyond that, and on other instances, a repeat is published again under the same event ids.
 */
export class IdempotencyStore {
  /** In the order of `until`. */
  private readonly entries = new Map<string, Entry>();
  private kept = 0;

  constructor(
    private readonly maxReceipts = MAX_RECEIPTS,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /**
   * Waits for a request under way with the same key.
   *
   * @throws KeyReusedError when the key is another request's.
   */
  async claim(key: string, fingerprint: string): Promise<Claim> {
    for (;;) {
      const entry = this.find(key);
      if (entry && entry.fingerprint !== fingerprint) throw new KeyReusedError();
      if (!entry?.running) return this.start(key, fingerprint, entry?.receipts ?? []);
      await entry.running;
    }
  }

  private find(key: string): Entry | undefined {
    const entry = this.entries.get(key);
    return entry && (entry.running || entry.until > this.now()) ? entry : undefined;
  }

  private start(key: string, fingerprint: string, receipts: Receipts): Claim {
    let settled: () => void = () => undefined;
    const running = new Promise<void>((resolve) => (settled = resolve));
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
        settled();
      },
    };
  }

  private keep(key: string, entry: Entry): void {
    this.entries.set(key, entry);
    this.kept += weightOf(entry);
    for (const [oldest, { running, until }] of this.entries) {
      if (this.kept <= this.maxReceipts && until > this.now()) break;
      if (!running) this.forget(oldest);
    }
  }

  private forget(key: string): void {
    const entry = this.entries.get(key);
    if (!entry) return;
    this.entries.delete(key);
    this.kept -= weightOf(entry);
  }
}

const weightOf = ({ receipts }: Entry): number => Math.max(receipts.length, 1);

const mayBeInTheLog = ({ receipt, error }: PublishResult): boolean =>
  receipt !== undefined || error instanceof OutcomeUnknownError;
