import { breaksBetween, type Contract, lockContract, type LockedContract } from '@app/kafka';
import { asyncApi } from '../asyncapi/document.js';
import { openApi } from '../openapi/document.js';
import { kafkaTopics } from '../strimzi/kafka-topics.js';
import { actingUser, kafkaUsers } from '../strimzi/kafka-users.js';

const LOCK = 'contracts.lock.json';

/** How what is recorded in the repository stands to the contracts. */
export interface Examined {
  /** What would break readers or writers of the recorded contracts, a line each. */
  readonly breaks: readonly string[];
  /** Recorded files that are not of the present contracts. */
  readonly stale: readonly string[];
  /** All of them as they should be, by path. */
  readonly files: ReadonlyMap<string, string>;
}

/** @param read gives a recorded file, undefined where there is none. */
export function examine(
  contracts: readonly Contract[],
  read: (path: string) => string | undefined,
): Examined {
  const locked = contracts.map(lockContract).toSorted((one, other) => (one.topic < other.topic ? -1 : 1));
  const files = new Map([
    [LOCK, textOf({ contracts: locked })],
    ['docs/openapi.json', textOf(openApi(contracts))],
    ['docs/asyncapi.json', textOf(asyncApi(contracts))],
    ['deploy/kubernetes/base/kafka-topics.yaml', kafkaTopics(contracts)],
    ['deploy/kubernetes/base/kafka-users.yaml', kafkaUsers(contracts)],
    ['deploy/kubernetes/console-acts/kafka-user.yaml', actingUser(contracts)],
  ]);
  const recorded = JSON.parse(read(LOCK) ?? '{"contracts":[]}') as { contracts: LockedContract[] };
  const stale = [...files].filter(([path, text]) => read(path) !== text).map(([path]) => path);
  return { breaks: breaksBetween(recorded.contracts, locked), stale, files };
}

const textOf = (document: object): string => `${JSON.stringify(document, null, 2)}\n`;
