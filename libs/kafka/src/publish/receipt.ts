import type { Waiter } from './pending.js';

/** Proof that every in-sync replica has the event. */
export interface Receipt {
  /** CloudEvents `id`. */
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** When the event was taken in, or its `time` where it was given, ISO 8601 in UTC. */
  readonly timestamp: string;
}

/** Makes a receipt of what the producer tells. */
export class ReceiptWaiter implements Waiter {
  constructor(
    private readonly id: string,
    private readonly topic: string,
    private readonly timestamp: number,
    private readonly resolve: (receipt: Receipt) => void,
    private readonly reject: (error: unknown) => void,
  ) {}

  written(partition: number, offset: number): void {
    const { id, topic } = this;
    this.resolve({ id, topic, partition, offset, timestamp: isoOf(this.timestamp) });
  }

  failed(error: unknown): void {
    this.reject(error);
  }
}

let lastTime = 0;
let lastIso = new Date(0).toISOString();

/** Many events of a busy publisher come in the same millisecond. */
function isoOf(time: number): string {
  if (time !== lastTime) {
    lastIso = new Date(time).toISOString();
    lastTime = time;
  }
  return lastIso;
}
