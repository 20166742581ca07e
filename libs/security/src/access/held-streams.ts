import { setMaxListeners } from 'node:events';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { whenGone } from '../http/when-gone.js';
import { AccessError, unknown } from './access-error.js';
import { type Need, needOf, topicOf } from './needs.js';
import { ALL_TOPICS, mayDo, type Principal } from './principal.js';

/** Of one key or subject, in each process: several tabs of a few people, and no more of all there are. */
const MOST_STREAMS = 20;
/** How often those who hold streams are looked at. */
const LOOK_EVERY_MS = 1_000;

interface Held {
  readonly principal: Principal;
  readonly need: Need;
  readonly topic: string;
  readonly ending: AbortController;
}

/**
 * The streams of all who were let in: a request is judged once, at its head, and a stream would outlive its key. So
 * they are bounded for each key, and end when who holds one would not be let in any more.
 */
@Injectable()
export class HeldStreams implements OnModuleDestroy {
  private readonly held = new Set<Held>();
  private timer: NodeJS.Timeout | undefined;

  /**
   * To be called before the answer of a stream begins; it counts until that is over, or its client has gone.
   *
   * @returns aborted when the stream must end; an `AccessError` as reason says why.
   * @throws AccessError 429 when as many are held by the same key.
   */
  hold({ request, raw }: FastifyReply): AbortSignal {
    const ending = new AbortController();
    // Who reads it may wait for it at several places.
    setMaxListeners(0, ending.signal);
    const { principal } = request;
    if (!principal) return ending.signal;
    const others = [...this.held].filter((each) => each.principal.id === principal.id);
    if (others.length >= MOST_STREAMS) {
      throw new AccessError(429, `this key holds ${MOST_STREAMS} streams already`);
    }
    const held = { principal, need: needOf(request), topic: topicOf(request) ?? ALL_TOPICS, ending };
    this.held.add(held);
    this.timer ??= setInterval(() => this.look(), LOOK_EVERY_MS).unref();
    whenGone(raw, () => this.release(held));
    return ending.signal;
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    for (const { principal, need, topic, ending } of this.held) {
      const fault = faultOf(principal, need, topic);
      if (fault) ending.abort(fault);
    }
  }

  private release(held: Held): void {
    this.held.delete(held);
    if (this.held.size > 0) return;
    clearInterval(this.timer);
    this.timer = undefined;
  }
}

/** Why who was let in would not be now. It takes nothing of a key's rate. */
function faultOf(principal: Principal, need: Need, topic: string): AccessError | undefined {
  const now = principal.current ? principal.current() : principal;
  if (!now) return unknown('this key was revoked');
  if (now.expires <= Date.now()) return unknown('this key or token has expired');
  const isAllowed = need === 'open' || need === 'any' || mayDo(now, need, topic);
  return isAllowed ? undefined : new AccessError(403, `this key may not ${need} this any more`);
}
