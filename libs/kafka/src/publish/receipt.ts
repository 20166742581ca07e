/** Proof that every in-sync replica has the event. */
export interface Receipt {
  /** CloudEvents `id`. */
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  /** When the event was taken in, ISO 8601 in UTC. */
  readonly timestamp: string;
}
