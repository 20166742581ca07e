import type { Contract } from '@app/kafka';

export interface ConsoleOptions {
  /** At least one `host:port`. */
  readonly brokers: readonly string[];
  /** Who sends it may act. Without one nobody may: the console is read-only. */
  readonly operatorKey?: string | undefined;
  /** Where acts are noted, one JSON object a line. */
  readonly auditFile: string;
  /** Address of a publisher, whose documents the page leads to. */
  readonly publisher?: string | undefined;
  /** Default: every contract of this repository. */
  readonly contracts?: readonly Contract[];
}

/** Injects `ConsoleOptions` with its defaults filled in. */
export const OPTIONS = Symbol('OPTIONS');
export type Options = ConsoleOptions & { readonly contracts: readonly Contract[] };
