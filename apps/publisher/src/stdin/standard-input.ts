import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { type KafkaMessage, myKafkaTopic } from '@app/contracts';
import { decodeContent, EventPublisher, leastBytes, messageOf, PubSubError, type Receipt } from '@app/kafka';
import { tellParent } from '@app/observability';
import { Inject, Injectable, Logger } from '@nestjs/common';

export const FIRST_BROKER = Symbol('FIRST_BROKER');

/** Lines under way at once; enough to fill a produce request, few enough to hold in memory. */
const MAX_UNDER_WAY = 1_000;
const RETRY_MS = 500;

/** Publishes each line as the original program did: plain text, key `address-<broker>`, fewest bytes first. */
@Injectable()
export class StandardInput {
  private readonly logger = new Logger(StandardInput.name);
  private readonly options: { readonly key: string; readonly partitioner: ReturnType<typeof leastBytes> };

  constructor(
    private readonly publisher: EventPublisher,
    @Inject(FIRST_BROKER) firstBroker: string,
  ) {
    this.options = { key: `address-${firstBroker}`, partitioner: leastBytes() };
  }

  /** Resolves when the input has ended and each line is published or refused. Blank lines are left out. */
  async publishLines(input: NodeJS.ReadableStream): Promise<void> {
    const underWay = new Set<Promise<void>>();
    const published: Record<number, number> = {};
    let refused = 0;
    let number = 0;
    const count = (receipt: Receipt | undefined): void => {
      if (!receipt) refused += 1;
      else published[receipt.partition] = Math.max(published[receipt.partition] ?? -1, receipt.offset);
    };
    // As latin1 a line is the bytes that came: whether they are UTF-8 is for the contract's reader to say.
    input.setEncoding('latin1');
    for await (const bytes of createInterface({ input, crlfDelay: Infinity })) {
      number++;
      if (bytes.trim() === '') continue;
      const line = this.publishLine(number, Buffer.from(bytes, 'latin1')).then(count);
      underWay.add(line);
      void line.finally(() => underWay.delete(line));
      if (underWay.size >= MAX_UNDER_WAY) await Promise.race(underWay);
    }
    await Promise.all(underWay);
    tellParent({ kind: 'input-ended', refused, published });
  }

  /**
   * Undefined when the line can never be published. What may succeed later is tried until it does, with the same
   * event id, since an event that was not confirmed may be in the log. Who waits need not be told a line each:
   * the publisher says that the brokers are away.
   */
  private async publishLine(number: number, line: Buffer): Promise<Receipt | undefined> {
    const id = randomUUID();
    for (;;) {
      try {
        await this.publisher.ready();
        const message = decodeContent(myKafkaTopic, 'text/plain', line) as KafkaMessage;
        return await this.publisher.publish(myKafkaTopic, message, { ...this.options, id });
      } catch (error) {
        if (!(error instanceof PubSubError && error.canRetry)) {
          this.logger.error(`line ${number} is not published: ${messageOf(error)}`);
          return undefined;
        }
      }
      await delay(RETRY_MS);
    }
  }
}
