import type { Contract } from '../../../contract/contract.js';
import { delayMs } from '../../../contract/delay.js';
import { retryTopic } from '../../../contract/topic-names.js';

/** A topic in which records wait before they are tried again. */
export interface RetryStep {
  readonly topic: string;
  /** The topic whose records they are, and whose handler takes them. */
  readonly source: string;
  readonly delayMs: number;
}

/** The way of failed records through the retry topics that contracts name. */
export class RetryPlan {
  private readonly after = new Map<string, RetryStep>();
  private readonly byTopic = new Map<string, RetryStep>();

  constructor(contracts: readonly Contract[]) {
    for (const { topic: source, retryTopics = [] } of contracts) {
      let before = source;
      for (const delay of retryTopics) {
        const step = { topic: retryTopic(source, delay), source, delayMs: delayMs(delay) ?? 0 };
        this.after.set(before, step);
        this.byTopic.set(step.topic, step);
        before = step.topic;
      }
    }
  }

  /** Topics to subscribe to beside those of the contracts. */
  get topics(): readonly string[] {
    return [...this.byTopic.keys()];
  }

  get steps(): readonly RetryStep[] {
    return [...this.byTopic.values()];
  }

  /** Where a record goes that failed in this topic; undefined when that was the last chance. */
  next(topic: string): RetryStep | undefined {
    return this.after.get(topic);
  }

  step(topic: string): RetryStep | undefined {
    return this.byTopic.get(topic);
  }

  /** The topic whose contract and handler a record has: that of a retry topic, any other topic itself. */
  sourceOf(topic: string): string {
    return this.byTopic.get(topic)?.source ?? topic;
  }
}
