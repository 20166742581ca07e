import { DURATION_BOUNDS, Histogram } from '../stats/histogram.js';
import { Reasons } from '../stats/reasons.js';

/** Since the start. */
export interface ConsumerCounts {
  /** Records done with, in whatever way. */
  readonly handled: number;
  /** Further attempts in place. */
  readonly retried: number;
  readonly deadLettered: number;
  /** Records passed over, since their event was handled before. */
  readonly duplicates: number;
}

/** What became of the records of one topic, since the start. */
export class TopicCounts {
  /** Records fetched. */
  received = 0;
  /** Records done with, in whatever way. */
  handled = 0;
  /** Further attempts in place. */
  retried = 0;
  /** Records handed on to a retry topic. */
  postponed = 0;
  /** Records passed over, since their event was handled before. */
  duplicates = 0;
  /** By the code or the class of their error. */
  readonly deadLettered = new Reasons();
  /** Seconds of each call of the handlers, from reading the record on; a batch counts once. */
  readonly duration = new Histogram(DURATION_BOUNDS);

  constructor(readonly topic: string) {}
}

/** Of all topics. */
export class TopicsCounts {
  private readonly byTopic = new Map<string, TopicCounts>();

  get all(): readonly TopicCounts[] {
    return [...this.byTopic.values()];
  }

  get sum(): ConsumerCounts {
    const sum: Record<keyof ConsumerCounts, number> = {
      handled: 0,
      retried: 0,
      deadLettered: 0,
      duplicates: 0,
    };
    for (const { handled, retried, deadLettered, duplicates } of this.byTopic.values()) {
      sum.handled += handled;
      sum.retried += retried;
      sum.duplicates += duplicates;
      for (const count of deadLettered.all.values()) sum.deadLettered += count;
    }
    return sum;
  }

  of(topic: string): TopicCounts {
    let counts = this.byTopic.get(topic);
    if (!counts) this.byTopic.set(topic, (counts = new TopicCounts(topic)));
    return counts;
  }
}
