import { type Contract, EventRecorder, type RecordOptions } from '@app/kafka';
import type { Database, Transaction } from '../database/database.js';

/** Events that become public together with what a transaction writes: with its commit, or not at all. */
export class Outbox {
  private readonly recorder: EventRecorder;

  /** @param source CloudEvents `source` of events that name none, a URI reference such as `/publisher`. */
  constructor(
    private readonly database: Database,
    source: string,
  ) {
    database.declare(database.tables.outbox);
    this.recorder = new EventRecorder(source);
  }

  /**
   * Checks an event against its contract and writes it into the outbox. Until the transaction ends, others that add
   * an event of the same topic and key wait.
   *
   * @param tx a transaction of the database with the outbox, whoever began it.
   * @returns the CloudEvents `id` that the event has from now on.
   * @throws InvalidEventError, EventTooLargeError; nothing was written.
   */
  async add<T extends object>(
    tx: Transaction,
    contract: Contract<T>,
    data: NoInfer<T>,
    options?: RecordOptions,
  ): Promise<string> {
    const { id, topic, key, value, headers, timestamp } = this.recorder.record(contract, data, options);
    const row = { eventId: id, topic, key, value, headers: JSON.stringify(headers), time: timestamp };
    await this.database.append(tx, row);
    return id;
  }
}
