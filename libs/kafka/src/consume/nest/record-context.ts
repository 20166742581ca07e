import { KafkaContext, KafkaParser } from '@nestjs/microservices';
import type { Consumer, Producer } from 'kafkajs';
import type { FetchedRecord } from '../fetched-record.js';
import type { Delivery } from '../delivery.js';

type Args = ConstructorParameters<typeof KafkaContext>[0];

const parser = new KafkaParser();

/** What Nest hands to a handler beside the payload, the same for all records of a connection. */
export interface Connection {
  readonly consumer: Consumer;
  readonly producer: Producer;
  heartbeat(): Promise<void>;
}

/**
 * Nest's own context. Its message, whose headers and key Nest parses for every record, is made when asked for.
 */
export class RecordContext extends KafkaContext {
  private parsed: Args[0] | undefined;

  constructor(
    readonly records: readonly [FetchedRecord, ...FetchedRecord[]],
    { consumer, producer, heartbeat }: Connection,
    /** Whether an error is told to who asked, rather than retried. */
    readonly isRequest: boolean,
  ) {
    const [{ partition, topic }] = records;
    // The message is put in its place below.
    super([undefined as unknown as Args[0], partition, topic, consumer, heartbeat, producer]);
  }

  override getMessage(): Args[0] {
    return (this.parsed ??= parse(this.records[0]));
  }

  override getArgs(): Args {
    return [this.getMessage(), ...this.args.slice(1)] as Args;
  }

  override getArgByIndex(index: number): Args[number] {
    return index === 0 ? this.getMessage() : (this.args[index] as Args[number]);
  }
}

function parse({ message, topic, partition }: FetchedRecord): Args[0] {
  return parser.parse({ ...message, topic, partition });
}

/** The record behind a handler's context, with its bytes and the signal that ends it; the first of a batch. */
export function deliveryOf(context: KafkaContext): Delivery {
  return deliveriesOf(context)[0];
}

/** The records behind a batch handler's context, in the order of its array. */
export function deliveriesOf(context: KafkaContext): readonly [Delivery, ...Delivery[]] {
  if (context instanceof RecordContext) return context.records;
  throw new TypeError('this context was not made by KafkaStrategy');
}
