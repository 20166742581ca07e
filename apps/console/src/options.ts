import type { Contract, KafkaAccess } from '@app/kafka';
import type { AccessSettings } from '@app/security';

export interface ConsoleOptions extends KafkaAccess {
  /** Who may look, and who act. Default: all look, and nobody acts. */
  readonly access?: AccessSettings;
  /** Where acts are noted, one JSON object a line. */
  readonly auditFile: string;
  /** Address of a publisher, whose documents the page leads to. */
  readonly publisher?: string | undefined;
  /** Default: every contract of this repository. */
  readonly contracts?: readonly Contract[];
}

/** Injects `ConsoleOptions` with its defaults filled in. */
export const OPTIONS = Symbol('OPTIONS');
export type Options = ConsoleOptions & Required<Pick<ConsoleOptions, 'access' | 'contracts'>>;
