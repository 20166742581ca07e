import { BATCH_BOUNDS, DURATION_BOUNDS, Histogram } from '../stats/histogram.js';
import { Reasons } from '../stats/reasons.js';

/** What became of the records for one topic, since the start. */
export class TopicStats {
  /** Taken in to be sent. */
  published = 0;
  /** Of which every in-sync replica was said to have them. */
  acknowledged = 0;
  /** Of those that were not, also those that were not taken in, by the code of their error. */
  readonly refused = new Reasons();
  /** Seconds from taking a record in to its acknowledgement. */
  readonly latency = new Histogram(DURATION_BOUNDS);
  /** Records of each batch that was written. */
  readonly batches = new Histogram(BATCH_BOUNDS);

  constructor(readonly topic: string) {}
}

/** How a producer is doing. */
export interface ProducerStats {
  /** Whether a broker answered within the last seconds. */
  readonly connected: boolean;
  readonly topics: readonly TopicStats[];
  /** Records taken in whose outcome is not known yet. */
  readonly pending: number;
  /** How much of the buffer they take, from 0 to 1: no more is taken in at 1. */
  readonly bufferFill: number;
}

/** Of all topics. */
export class TopicsStats {
  private readonly byTopic = new Map<string, TopicStats>();

  get all(): readonly TopicStats[] {
    return [...this.byTopic.values()];
  }

  of(topic: string): TopicStats {
    let stats = this.byTopic.get(topic);
    if (!stats) this.byTopic.set(topic, (stats = new TopicStats(topic)));
    return stats;
  }
}
