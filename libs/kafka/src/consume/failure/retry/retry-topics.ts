import { keepTrying } from '../../../client/keep-trying.js';
import { Logger } from '@nestjs/common';
import { encodeException, type ExceptionInfo } from '../../../wire/dead-letter-headers.js';
import { attemptsOf, encodeRetry } from '../../../wire/retry-headers.js';
import type { Delivery, Step } from '../../delivery.js';
import { mending } from '../../steps/compose.js';
import { CopyRefusedError } from '../copy-refused-error.js';
import { firstOrigin } from '../first-origin.js';
import { exceptionInfo } from '../exception-info.js';
import { givenUpWhile, isGivenUp, whileOurs } from '../given-up.js';
import type { RecordForwarder } from '../record-forwarder.js';
import type { Unwritten } from '../unwritten.js';
import type { RetryPlan, RetryStep } from './retry-plan.js';

export interface RetryTopicsOptions {
  readonly plan: RetryPlan;
  readonly forwarder: Pick<RecordForwarder, 'forward'>;
  /** Told of records that can be written neither here nor there. */
  readonly unwritten: Unwritten;
  /** The consumer group that tries. */
  readonly group: string;
  /** Ends the trying to write: a stopping process leaves the record to the next one. */
  readonly stopping: AbortSignal;
  /** Called when a record is in its next retry topic. */
  postponed(delivery: Delivery): void;
  /** Whether trying again later may help; what this denies goes to the dead letters at once. */
  canRetry(error: unknown, delivery: Delivery): boolean;
}

/**
 * Hands a record that failed to the next retry topic, to the same partition, and lets the lane go on. Fails with
 * the record's own error when there is none, when trying again is of no use, or when the retry topic does not take
 * the record, such as for its size.
 */
export const retryTopics =
  (options: RetryTopicsOptions): Step =>
  (next) =>
    mending(next, async (delivery, error) => {
      const step = options.plan.next(delivery.topic);
      if (!step || isGivenUp(error, delivery) || !options.canRetry(error, delivery)) throw error;
      if (!(await isTaken(options, step, delivery, error))) throw error;
      options.postponed(delivery);
    });

const logger = new Logger('Subscriber');

/**
 * Whether the record is in the retry topic now.
 *
 * @throws GivenUpError when the record is not ours any more, or the process stops.
 */
function isTaken(
  { forwarder, group, stopping, unwritten }: RetryTopicsOptions,
  step: RetryStep,
  delivery: Delivery,
  error: unknown,
): Promise<boolean> {
  const write = (info: ExceptionInfo) =>
    unwritten.watch(delivery, 'retry', () =>
      forwarder.forward(delivery, step, ({ timestampType }) => ({
        key: delivery.key,
        value: delivery.value,
        headers: {
          ...delivery.headers,
          ...firstOrigin(delivery, timestampType, group),
          ...encodeException(info),
          ...encodeRetry(attemptsOf(delivery.headers) + 1, Date.now() + step.delayMs),
        },
      })),
    );
  const info = exceptionInfo(error);
  const attempt = async (): Promise<boolean> => {
    const first = await refusalIn(write(info));
    if (!first) return true;
    const refusal = await refusalIn(write({ ...info, stacktrace: '' }));
    if (refusal) logger.warn(`${refusal.message}; it becomes a dead letter at once`);
    return !refusal;
  };
  return whileOurs(delivery, stopping, (signal) =>
    keepTrying(attempt, {
      signal,
      report: (line) => logger.warn(`${step.topic} cannot be written: ${line}`),
    }).catch(() => {
      throw givenUpWhile('the retry topic cannot be written', signal);
    }),
  );
}

/** The refusal of this very record; other problems are thrown, since they may pass. */
const refusalIn = (writing: Promise<void>): Promise<CopyRefusedError | undefined> =>
  writing.then(
    () => undefined,
    (problem: unknown) => {
      if (problem instanceof CopyRefusedError && problem.reason !== 'topic') return problem;
      throw problem;
    },
  );
