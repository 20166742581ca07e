import { LocalKafkaError, type LocalKafkaErrorCode } from '../errors.js';
import { isObject } from '../json.js';
import type { LocalBroker } from '../options.js';

/**
 * What is said on the control socket: one line of JSON with a command, one line back.
 * `wait` is answered as `status` is, but not before the cluster has started.
 */
export const COMMANDS = ['status', 'wait', 'add-broker', 'stop'] as const;
export type Command = (typeof COMMANDS)[number];

export interface BrokerStatus extends LocalBroker {
  /** Whether it answers a request just now. */
  readonly answers: boolean;
}

export interface Status {
  readonly state: 'starting' | 'running' | 'stopping';
  /** The process that the cluster belongs to. */
  readonly owner: number;
  /** How many brokers the cluster was made with. */
  readonly founders: number;
  readonly zookeeper: boolean;
  readonly dataFolder: string;
  readonly brokers: readonly BrokerStatus[];
}

export type Answer =
  | { readonly status: Status }
  | { readonly error: { readonly code: LocalKafkaErrorCode; readonly message: string } };

export const parseCommand = (line: string): Command | undefined => COMMANDS.find((known) => known === line);

/** @throws LocalKafkaError what the answer says */
export function parseAnswer(line: string): Status {
  const answer: unknown = JSON.parse(line);
  if (!isAnswer(answer)) throw new Error('the owner of the cluster answered something unknown');
  if ('error' in answer) throw new LocalKafkaError(answer.error.code, answer.error.message);
  return answer.status;
}

const isAnswer = (value: unknown): value is Answer =>
  isObject(value) && (isObject(value['status']) || isObject(value['error']));

/** What is not meant for people becomes its message all the same: there is only one line. */
export const toAnswer = (error: unknown): Answer => ({
  error: {
    code: error instanceof LocalKafkaError ? error.code : 'BROKER_FAILED',
    message: error instanceof Error ? error.message : String(error),
  },
});
