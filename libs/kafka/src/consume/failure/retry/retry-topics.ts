import { keepTrying } from '../../../client/keep-trying.js';
import { Logger } from '@nestjs/common';
import { encodeException } from '../../../wire/dead-letter-headers.js';
import { attemptsOf, encodeRetry } from '../../../wire/retry-headers.js';
import type { Delivery, Middleware } from '../../delivery.js';
import { firstOrigin } from '../first-origin.js';
import { exceptionInfo } from '../exception-info.js';
import { givenUpWhile, isGivenUp, whileOurs } from '../given-up.js';
import type { RecordForwarder } from '../record-forwarder.js';
import type { RetryPlan, RetryStep } from './retry-plan.js';

export interface RetryTopicsOptions {
  readonly plan: RetryPlan;
  readonly forwarder: Pick<RecordForwarder, 'forward'>;
  /** The consumer group that tries. */
  readonly group: string;
  /** Ends the trying to write: a stopping process leaves the record to the next one. */
  readonly stopping: AbortSignal;
  /** Whether trying again later may help; what this denies goes to the dead letters at once. */
  canRetry(error: unknown, delivery: Delivery): boolean;
}

/**
 * Hands a record that failed to the next retry topic, to the same partition, and lets the lane go on. Fails with
 * the record's own error when there is none, or when trying again is of no use.
 */
export const retryTopics =
  (options: RetryTopicsOptions): Middleware =>
  (next) =>
  (delivery) =>
    next(delivery).catch(async (error: unknown) => {
      const step = options.plan.next(delivery.topic);
      if (!step || isGivenUp(error, delivery) || !options.canRetry(error, delivery)) throw error;
      await whileOurs(delivery, options.stopping, (signal) =>
        keepTrying(() => handOn(options, step, delivery, error), {
          signal,
          report: (line) => logger.warn(`${step.topic} cannot be written: ${line}`),
        }).catch(() => {
          throw givenUpWhile('the retry topic cannot be written', signal);
        }),
      );
    });

const logger = new Logger('Subscriber');

function handOn(
  { forwarder, group }: RetryTopicsOptions,
  step: RetryStep,
  delivery: Delivery,
  error: unknown,
): Promise<void> {
  return forwarder.forward(delivery, step, ({ timestampType }) => ({
    ...firstOrigin(delivery, timestampType, group),
    ...encodeException(exceptionInfo(error)),
    ...encodeRetry(attemptsOf(delivery.headers) + 1, Date.now() + step.delayMs),
  }));
}
