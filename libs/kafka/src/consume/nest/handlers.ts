import type { MessageHandler } from '@nestjs/microservices';
import { ConfigurationError } from '../../errors.js';
import type { BatchBounds } from '../batch/batch-bounds.js';
import type { Order } from '../work/lanes.js';

/** What a handler may ask for in the `extras` of its `@EventPattern`. */
export interface HandlerExtras {
  /**
   * The handler takes arrays of events of one partition: at most 200 and 4 MiB of what is there, or as said here.
   * It is then the only one of its topic.
   */
  readonly batch?: boolean | Partial<BatchBounds>;
  /** Default: what the strategy was given. */
  readonly order?: Order;
  /** Milliseconds that one call may take. Default: what the strategy was given. */
  readonly timeLimitMs?: number;
}

/** A method behind a pattern, as Nest registered it. */
export type NestHandler = MessageHandler;

/** All handlers, by pattern. */
export class Handlers {
  private readonly byPattern = new Map<string | RegExp, NestHandler[]>();

  get patterns(): (string | RegExp)[] {
    return [...this.byPattern.keys()];
  }

  /**
   * Nest chains the event handlers of a pattern and joins their results, so that one that fails has all of them
   * repeated, and one without a result ends the wait for the others. Here each is on its own.
   *
   * @throws ConfigurationError for a batch handler beside another one, which would not be called.
   */
  add(pattern: string | RegExp, handler: NestHandler): void {
    const there = this.byPattern.get(pattern);
    if (there && [...there, handler].some(isOfBatches)) {
      throw new ConfigurationError([
        `${String(pattern)} has a batch handler and another one: it must be alone`,
      ]);
    }
    if (there && handler.isEventHandler) there.push(handler);
    else this.byPattern.set(pattern, [handler]);
  }

  /** As Nest looks them up: the topic's own name before regular expressions, the first of these that matches. */
  of(topic: string): readonly NestHandler[] {
    const exact = this.byPattern.get(topic);
    if (exact) return exact;
    for (const [pattern, handlers] of this.byPattern) {
      if (pattern instanceof RegExp && matches(pattern, topic)) return handlers;
    }
    return [];
  }
}

const isOfBatches = ({ extras }: NestHandler): boolean =>
  Boolean((extras as HandlerExtras | undefined)?.batch);

/** A pattern with the flag `g` goes on where it last ended, unless told otherwise. */
function matches(pattern: RegExp, topic: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(topic);
}
