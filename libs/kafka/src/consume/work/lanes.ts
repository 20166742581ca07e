import type { RecordContent } from '../../client/fetch/record-content.js';
import { Fifo } from './fifo.js';

/**
 * In which order the records of a partition are handled. `key`: records with the same key one after the other,
 * others side by side, and those without a key in no order. `partition`: one after the other. `none`: no order.
 */
export type Order = 'key' | 'partition' | 'none';

/** Lanes that are taken, and who waits behind in each. One that nobody is in costs nothing. */
export class Lanes<T> {
  private readonly taken = new Map<number, Fifo<T> | undefined>();

  /** False when the lane is free, and the item may go. */
  waits(lane: number, item: T): boolean {
    if (this.taken.size === 0 || !this.taken.has(lane)) return false;
    let waiting = this.taken.get(lane);
    if (!waiting) this.taken.set(lane, (waiting = new Fifo()));
    waiting.push(item);
    return true;
  }

  take(lane: number): void {
    if (!this.taken.has(lane)) this.taken.set(lane, undefined);
  }

  /** The item that goes next and has the lane now; without one the lane is free. */
  leave(lane: number): T | undefined {
    const next = this.taken.get(lane)?.shift();
    if (next === undefined) this.taken.delete(lane);
    return next;
  }
}

/** -1 where nothing needs to be waited for. Keys whose hashes are the same share a lane. */
export function laneOf(order: Order, { keyHash }: Pick<RecordContent, 'keyHash'>): number {
  if (order === 'none') return -1;
  return order === 'partition' ? 0 : keyHash;
}
