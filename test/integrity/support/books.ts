import { setTimeout as delay } from 'node:timers/promises';
import { ATTEMPTS } from '../apps/trial.js';
import { checkHandled, type HandledReport } from '../check/handled.js';
import { checkPublished, type LogTerms, type PublishedReport } from '../check/published.js';
import { readLedger } from '../ledger/handled.js';
import { readLetters } from '../ledger/letters.js';
import { type Logged, readEvents } from '../ledger/logged.js';
import type { Sent } from '../ledger/sent.js';
import { monotonic } from '../monotonic.js';
import { GROUPS } from './fleet.js';

/** What the ledgers and the log say when they are compared. */
export interface Books {
  readonly published: PublishedReport;
  /** In the order of `GROUPS`. */
  readonly groups: readonly HandledReport[];
  readonly letters: number;
}

export interface BooksOptions {
  readonly brokers: readonly string[];
  readonly topic: string;
  /** Of the ledgers of the subscribers. */
  readonly folder: string;
  readonly sent: readonly Sent[];
  readonly terms: LogTerms;
  readonly committedWithinMs: number;
  groupId(group: string): string;
}

const SETTLE_MS = 120_000;
const LOOK_MS = 500;

/** Compares them once all is handled, or when that has taken two minutes in vain. */
export async function readBooks(options: BooksOptions): Promise<Books> {
  const deadline = monotonic() + SETTLE_MS;
  let log = await readEvents(options.brokers, options.topic);
  for (;;) {
    const books = await compare(options, log);
    const isOver = monotonic() > deadline;
    if (isOver) return books;
    if (books.groups.every(({ missing }) => missing.length === 0)) {
      // What a publisher had still in hand may have been written since.
      const now = await readEvents(options.brokers, options.topic);
      if (now.length === log.length) return books;
      log = now;
    }
    await delay(LOOK_MS);
  }
}

async function compare(options: BooksOptions, log: readonly Logged[]): Promise<Books> {
  const { brokers, topic, folder, sent, committedWithinMs, groupId } = options;
  const { logBegan = 0 } = options.terms;
  const letters = await readLetters(brokers, topic);
  const groups = await Promise.all(
    GROUPS.map(async (group) => {
      const ledger = await readLedger(folder, group);
      const terms = { group, attempts: ATTEMPTS, committedWithinMs, isWhole: logBegan === 0 };
      return checkHandled(log, ledger, letters.get(groupId(group)) ?? [], terms);
    }),
  );
  const count = [...letters.values()].reduce((sum, places) => sum + places.length, 0);
  return { published: checkPublished(sent, log, options.terms), groups, letters: count };
}
