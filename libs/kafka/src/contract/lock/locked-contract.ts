import type { Contract } from '../contract.js';
import { contractSchema, type JsonSchema } from '../schema/index.js';

/** What readers and writers of a topic rely on, as it is recorded. */
export interface LockedContract {
  readonly topic: string;
  readonly type: string;
  readonly partitions: number;
  /** Whether events have a key; how it is made of them cannot be compared. */
  readonly key: boolean;
  /** Whether events travel as plain text. */
  readonly text: boolean;
  readonly tombstones: boolean;
  readonly schema: JsonSchema;
}

export const lockContract = (contract: Contract): LockedContract => ({
  topic: contract.topic,
  type: contract.type,
  partitions: contract.partitions,
  key: contract.key !== undefined,
  text: contract.text !== undefined,
  tombstones: contract.tombstones ?? false,
  schema: contractSchema(contract),
});
