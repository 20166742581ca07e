import type { JsonSchema } from './json-schema.js';

export interface ContractView {
  readonly topic: string;
  /** CloudEvents `type`. */
  readonly type: string;
  readonly partitions: number;
  /** JSON Schema 2020-12 of its events. */
  readonly schema: JsonSchema;
  /** An event that keeps it, where the contract gives one. */
  readonly example?: unknown;
  /** Whether its events travel as plain text. */
  readonly text: boolean;
  readonly retryTopics: readonly string[];
}
