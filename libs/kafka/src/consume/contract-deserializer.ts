import { type ConsumerDeserializer, type IncomingRequest, KafkaParser } from '@nestjs/microservices';
import type { Contracts } from '../contract/contracts.js';
import { messageOf } from '../client/message-of.js';
import { type ReadableRecord, readEvent } from '../wire/read-event.js';

/** A record that cannot be read or breaks its contract; it never will be otherwise. */
export class RecordRefusedError extends Error {}

/**
 * Gives handlers the validated payload of the topic's contract. Topics without a contract are read as Nest
 * reads them.
 */
export class ContractDeserializer implements ConsumerDeserializer {
  private readonly nest = new KafkaParser();

  constructor(private readonly contracts: Contracts) {}

  /** @throws RecordRefusedError */
  deserialize(record: ReadableRecord, { channel }: { channel: string }): IncomingRequest {
    const contract = this.contracts.find(channel);
    if (!contract) return { id: '', pattern: channel, data: this.nest.decode(record.value as Buffer) };
    try {
      return { id: '', pattern: channel, data: readEvent(contract, record) };
    } catch (error) {
      throw new RecordRefusedError(messageOf(error), { cause: error });
    }
  }
}
