import { Logger } from '@nestjs/common';
import { ErrorCode, errorName } from '../client/protocol/error-codes.js';
import type { ProduceAnswer } from '../client/protocol/produce.js';
import { EventRefusedError, EventTooLargeError, NotAuthorizedError } from '../errors.js';
import type { Batch } from './batch.js';
import type { Partition } from './partition.js';
import type { Pending } from './pending.js';
import { verdictInDoubt, verdictOf } from './verdict.js';

const logger = new Logger('Producer');

/** Does what a broker's answer to a batch asks for; one that was given up meanwhile asks for nothing. */
export function judge(partition: Partition, batch: Batch, answer: ProduceAnswer): void {
  if (!partition.awaits(batch)) return;
  const trouble = reasonOf(answer);
  const verdict = batch.inDoubt ? verdictInDoubt(answer.errorCode) : verdictOf(answer.errorCode);
  switch (verdict) {
    case 'written':
      return partition.written(batch, answer.baseOffset);
    case 'again':
      return partition.again(batch, trouble);
    case 'later':
      partition.pause(trouble);
      break;
    case 'smaller':
      makeSmaller(partition, batch, answer);
      break;
    case 'renumber':
      logger.warn(
        `${batch.topic}, partition ${batch.partition} is numbered anew, and nothing is lost: ${trouble}`,
      );
      partition.renumber();
      partition.pause(trouble);
      break;
    case 'forbidden':
      for (const record of batch.records)
        record.failed(new NotAuthorizedError('WRITE', `topic ${batch.topic}`));
      break;
    case 'refused':
      for (const record of batch.records) record.failed(refused(batch, trouble));
      break;
    case 'unknown':
      return partition.giveUp(batch, trouble);
  }
  partition.takeBack(batch);
}

/** What no answer came for. */
export function unanswered(partition: Partition, batch: Batch, trouble: string): void {
  if (!partition.awaits(batch)) return;
  if (batch.handedOver || batch.inDoubt) return partition.again(batch, trouble);
  partition.pause(trouble);
  partition.takeBack(batch);
}

/** One record that the broker refuses fails alone: named by the broker, or found by halving. */
function makeSmaller(partition: Partition, batch: Batch, answer: ProduceAnswer): void {
  const tooLarge =
    answer.errorCode === ErrorCode.MESSAGE_TOO_LARGE || answer.errorCode === ErrorCode.RECORD_LIST_TOO_LARGE;
  const { records } = batch;
  if (answer.refused.length > 0) {
    for (const { index, reason } of answer.refused) {
      records[index]?.failed(refused(batch, reason ?? reasonOf(answer)));
    }
  } else if (records.length === 1) {
    const [record] = records as [Pending];
    record.failed(tooLarge ? new EventTooLargeError(record.bytes) : refused(batch, reasonOf(answer)));
  } else {
    const half = Math.ceil(records.length / 2);
    partition.limit(tooLarge ? { records: half, bytes: Math.ceil(batch.room / 2) } : { records: half });
  }
}

const refused = ({ topic }: Batch, reason: string): EventRefusedError =>
  new EventRefusedError(`${topic} does not take the event: ${reason}`);

const reasonOf = ({ errorCode, reason }: ProduceAnswer): string => reason ?? errorName(errorCode);
