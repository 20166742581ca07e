import { encodeException } from '../../wire/dead-letter-headers.js';
import type { Delivery } from '../delivery.js';
import { exceptionInfo } from './exception-info.js';
import { firstOrigin } from './first-origin.js';
import type { RecordForwarder } from './record-forwarder.js';
import { deadLetterTopic } from './topic-names.js';

export interface DeadLetterPublisherOptions {
  readonly forwarder: Pick<RecordForwarder, 'forward'>;
  /** The consumer group that gives up. */
  readonly group: string;
  /** The topic a retry topic belongs to, and any other topic itself. Default: each topic itself. */
  sourceOf?(topic: string): string;
}

/**
 * Writes dead letters to `<topic>-dlt`, with Spring Kafka's headers beside the record's own. On a second
 * failure the first origin and the latest exception stay, as in Spring's retry topics
 * (`appendOriginalHeaders` false, `stripPreviousExceptionHeaders` true).
 */
export class DeadLetterPublisher {
  constructor(private readonly options: DeadLetterPublisherOptions) {}

  /**
   * Resolves when every in-sync replica has the dead letter.
   *
   * @throws what `RecordForwarder.forward` throws; trying again may write a second letter.
   */
  publish(delivery: Delivery, error: unknown): Promise<void> {
    const { forwarder, group, sourceOf = (topic) => topic } = this.options;
    const source = sourceOf(delivery.topic);
    const to = { topic: deadLetterTopic(source), source, keptForEver: true };
    return forwarder.forward(delivery, to, ({ timestampType }) => ({
      ...firstOrigin(delivery, timestampType, group),
      ...encodeException(exceptionInfo(error)),
    }));
  }
}
