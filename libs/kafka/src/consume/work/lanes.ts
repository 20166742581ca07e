import { Fifo } from './fifo.js';

/**
 * In which order the records of a partition are handled. `key`: records with the same key one after the other,
 * others side by side, and those without a key in no order. `partition`: one after the other. `none`: no order.
 */
export type Order = 'key' | 'partition' | 'none';

/** Lets one item of each lane through at a time, in the order they came. */
export class Lanes<T> {
  /** A lane that is there is taken; who waits behind is made only where someone does. */
  private readonly lanes = new Map<string, Fifo<T> | null>();

  /** True when the item may go at once; otherwise it waits for `leave`. */
  enter(lane: string, item: T): boolean {
    const waiting = this.lanes.get(lane);
    if (waiting === undefined) {
      this.lanes.set(lane, null);
      return true;
    }
    if (waiting) waiting.push(item);
    else this.lanes.set(lane, fifoOf(item));
    return false;
  }

  /** The item that goes next in the lane, now that the one before it is through. */
  leave(lane: string): T | undefined {
    const next = this.lanes.get(lane)?.shift();
    if (next === undefined) this.lanes.delete(lane);
    return next;
  }
}

function fifoOf<T>(item: T): Fifo<T> {
  const fifo = new Fifo<T>();
  fifo.push(item);
  return fifo;
}

/** Undefined where nothing needs to be waited for. */
export function laneOf(order: Order, key: Buffer | null): string | undefined {
  if (order === 'none') return undefined;
  if (order === 'partition') return '';
  // One character a byte: keys are bytes, and no two of them may fall together.
  return key === null ? undefined : key.toString('latin1');
}
