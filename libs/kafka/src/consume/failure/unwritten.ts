import { messageOf } from '../../client/message-of.js';
import { BufferFullError } from '../../errors.js';
import type { Delivery } from '../delivery.js';
import { GivenUpError } from '../errors.js';

/** Knows the records that failed and whose copy could not be written so far: their offsets stay where they are. */
export class Unwritten {
  private readonly lines = new Map<Delivery, string>();

  /** One line for readiness while there are such records. */
  get problem(): string | undefined {
    for (const [delivery, line] of this.lines) {
      if (!(delivery.signal.reason instanceof GivenUpError)) return line;
      // Somebody else's by now.
      this.lines.delete(delivery);
    }
    return undefined;
  }

  /** @throws what `write` throws. */
  async watch(delivery: Delivery, what: string, write: () => Promise<void>): Promise<void> {
    try {
      await write();
      this.lines.delete(delivery);
    } catch (error) {
      if (!(error instanceof BufferFullError)) this.lines.set(delivery, lineOf(delivery, what, error));
      throw error;
    }
  }
}

const lineOf = ({ topic, partition, offset }: Delivery, what: string, error: unknown): string =>
  `${topic}, partition ${partition} stands at offset ${offset}: no ${what} can be written: ${messageOf(error)}`;
