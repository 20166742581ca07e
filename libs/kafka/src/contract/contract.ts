import type { Type } from '@nestjs/common';
import { ConfigurationError } from '../errors.js';
import { type Delay, delayMs } from './delay.js';
import { deadLetterTopic, retryTopic } from './topic-names.js';
import type { RetryPolicy } from './retry-policy.js';

/** How a payload is written as one piece of plain text, for producers and consumers that speak no JSON. */
export interface TextForm<T> {
  /** Makes the plain object that is then validated; throws nothing. */
  decode(text: string): object;
  encode(payload: T): string;
}

/** What an author of a contract writes down. */
export interface ContractDefinition<T extends object> {
  /**
   * Kafka topic: letters, digits, `.`, `_` and `-`, at most 249 characters, those of its dead letters and retries
   * (`-dlt`, `-retry-30s`) among them.
   */
  readonly topic: string;
  /** CloudEvents `type`, with a version, such as `shop.order-placed.v1`. */
  readonly type: string;
  /** DTO class with class-validator decorators. */
  readonly payload: Type<T>;
  /** An event that keeps the contract, for the published documents. Default: none. */
  readonly example?: NoInfer<T>;
  /** Partitions the topic is created with. Default 6. A topic that exists is left as it is. */
  readonly partitions?: number;
  /** Events with the same key keep their order. Default: no key, any partition. */
  key?(payload: T): string | undefined;
  /**
   * Delays after which a record whose handler failed is tried again, one after the other, each from a topic of its
   * own, `<topic>-retry-30s`; up to a day. Meanwhile later records of its key go on. Default: none.
   */
  readonly retryTopics?: readonly Delay[];
  /** Where it is given, events travel as `text/plain` in this form; JSON is read all the same. */
  readonly text?: TextForm<T>;
  /**
   * Whether a record without a value is an event: the deletion of its key. Handlers get `null` for it. Default
   * false: such a record is dead-lettered.
   */
  readonly tombstones?: boolean;
  /** How often a record whose handler failed is handled again at once. Default: 3 calls, 200 ms backoff. */
  readonly retry?: RetryPolicy;
  /**
   * Whether a further call of the handler may succeed after this error. Undefined leaves it to the library: an
   * error's own `canRetry`, else yes.
   */
  classify?(error: unknown): 'retry' | 'fatal' | undefined;
}

/** A definition with its defaults filled in. Plain data: everything else follows from it. */
export type Contract<T extends object = object> = ContractDefinition<T> & { readonly partitions: number };

const LONGEST_TOPIC = 249;
const LEGAL_TOPIC = /^(?!\.{1,2}$)[a-zA-Z0-9._-]{1,249}$/;

/**
 * Declares what may be published to a topic.
 *
 * @throws ConfigurationError when the topic's name is not one Kafka accepts or leaves no room for its suffixes, the
 * partition count is not a whole number above zero, or a delay cannot be read.
 */
export function defineContract<T extends object>(definition: ContractDefinition<T>): Contract<T> {
  const { topic, partitions = 6, retryTopics = [] } = definition;
  if (!LEGAL_TOPIC.test(topic)) {
    throw new ConfigurationError([
      `"${topic}" is no topic name: use 1 to 249 letters, digits, ".", "_" or "-"`,
    ]);
  }
  const beside = [deadLetterTopic(topic), ...retryTopics.map((delay) => retryTopic(topic, delay))];
  const tooLong = beside.find(({ length }) => length > LONGEST_TOPIC);
  if (tooLong !== undefined) {
    throw new ConfigurationError([
      `"${topic}" is too long: "${tooLong}", made beside it, would have ${tooLong.length} of at most ${LONGEST_TOPIC} characters`,
    ]);
  }
  if (!Number.isInteger(partitions) || partitions < 1) {
    throw new ConfigurationError([`${topic}: partitions must be a whole number from 1, not ${partitions}`]);
  }
  const wrong = retryTopics.filter((each, index) => !delayMs(each) || retryTopics.indexOf(each) !== index);
  if (wrong.length > 0) {
    throw new ConfigurationError([
      `${topic}: retryTopics must be different delays of up to a day, such as "30s", not ${wrong.join(', ')}`,
    ]);
  }
  return Object.freeze({ ...definition, partitions });
}
