import { Logger } from '@nestjs/common';
import { DEAD_LETTER, encodeException } from '../../wire/dead-letter-headers.js';
import { encodeOmitted, OMISSIBLE, OMITTED, type Omissible } from '../../wire/omitted-header.js';
import type { Delivery } from '../delivery.js';
import { CopyRefusedError } from './copy-refused-error.js';
import type { CopyTopic } from './copy-topics.js';
import { exceptionInfo } from './exception-info.js';
import { firstOrigin } from './first-origin.js';
import type { CopyContent, RecordForwarder } from './record-forwarder.js';
import { deadLetterTopic } from '../../contract/topic-names.js';

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
 *
 * Where the topic takes no record of that size, the letter goes without the stack trace; then, rather than to hold
 * up its partition for ever, without the record's value, its headers and its key. The header `dead-letter-omitted`
 * names what is missing, the origin's headers say where the record is, an error is logged, and a redrive reads it there.
 */
export class DeadLetterPublisher {
  private readonly logger = new Logger('Subscriber');

  constructor(private readonly options: DeadLetterPublisherOptions) {}

  /**
   * Resolves when every in-sync replica has the dead letter.
   *
   * @throws what `RecordForwarder.forward` throws; trying again may write a second letter.
   */
  async publish(delivery: Delivery, error: unknown): Promise<void> {
    for (let parts = 0; ; parts++) {
      const omitted = OMISSIBLE.slice(0, parts);
      try {
        await this.write(delivery, error, omitted);
        return this.tell(delivery, omitted);
      } catch (problem) {
        const isTooLarge = problem instanceof CopyRefusedError && problem.reason === 'size';
        if (!isTooLarge || parts === OMISSIBLE.length) throw problem;
      }
    }
  }

  private write(delivery: Delivery, error: unknown, omitted: readonly Omissible[]): Promise<void> {
    const { forwarder, group } = this.options;
    const to = { topic: this.letters(delivery), source: this.source(delivery), keptForEver: true };
    return forwarder.forward(delivery, to, (topic) => letterOf(delivery, error, { topic, group, omitted }));
  }

  private tell(delivery: Delivery, omitted: readonly Omissible[]): void {
    if (!omitted.includes('value')) return;
    const { topic, partition, offset } = delivery;
    this.logger.error(
      `${topic}, partition ${partition}, offset ${offset}: ${this.letters(delivery)} takes no letter of that ` +
        `size: it got one without ${omitted.join(', ')}. Give it a larger max.message.bytes, and redrive before ` +
        `the record itself is deleted`,
    );
  }

  private source({ topic }: Delivery): string {
    return this.options.sourceOf?.(topic) ?? topic;
  }

  private letters(delivery: Delivery): string {
    return deadLetterTopic(this.source(delivery));
  }
}

interface Letter {
  readonly topic: CopyTopic;
  readonly group: string;
  readonly omitted: readonly Omissible[];
}

const ORIGIN: readonly string[] = [
  DEAD_LETTER.topic,
  DEAD_LETTER.partition,
  DEAD_LETTER.offset,
  DEAD_LETTER.timestamp,
  DEAD_LETTER.timestampType,
  DEAD_LETTER.group,
];
/** Of a message, where not even the record's own headers have room. */
const SHORT_MESSAGE = 200;
/** Not null, which would be a tombstone. */
const NOTHING = Buffer.alloc(0);

function letterOf(delivery: Delivery, error: unknown, { topic, group, omitted }: Letter): CopyContent {
  const { key, value } = delivery;
  const lacks = (part: Omissible): boolean => omitted.includes(part);
  const { stacktrace, message, ...classes } = exceptionInfo(error);
  return {
    key: lacks('key') ? null : key,
    value: lacks('value') && value ? NOTHING : value,
    headers: {
      ...ownHeaders(delivery, lacks('headers')),
      ...firstOrigin(delivery, topic.timestampType, group),
      ...encodeException({
        ...classes,
        message: lacks('headers') ? message.slice(0, SHORT_MESSAGE) : message,
        stacktrace: lacks('stacktrace') ? '' : stacktrace,
      }),
      ...encodeOmitted(omitted),
    },
  };
}

/** The record's headers, or only those that say where it failed first. */
function ownHeaders({ headers }: Delivery, onlyOrigin: boolean): Delivery['headers'] {
  const kept = Object.entries(headers).filter(([name]) =>
    onlyOrigin ? ORIGIN.includes(name) : name !== OMITTED,
  );
  return Object.fromEntries(kept);
}
