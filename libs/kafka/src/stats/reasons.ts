import { PubSubError } from '../errors.js';

/** Errors may be called anything, and each name that is kept is a time series with whoever collects them. */
const MOST = 30;
const OTHER = 'other';

/** Counts by reason. */
export class Reasons {
  private readonly counts = new Map<string, number>();

  get all(): ReadonlyMap<string, number> {
    return this.counts;
  }

  add(error: unknown): void {
    const named = reasonOf(error);
    const reason = this.counts.has(named) || this.counts.size < MOST ? named : OTHER;
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + 1);
  }
}

/** The code of an error of this library; of any other the name of its class, where it can be read. */
function reasonOf(error: unknown): string {
  try {
    if (error instanceof PubSubError) return error.code;
    if (!(error instanceof Error)) return OTHER;
    const { name }: { readonly name: unknown } = error.constructor;
    return String(name) || OTHER;
  } catch {
    return OTHER;
  }
}
