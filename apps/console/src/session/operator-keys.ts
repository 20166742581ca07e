import { HttpException, HttpStatus, Inject, Injectable, Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { OPTIONS, type Options } from '../options.js';
import { bearer, isSameKey } from './operator-key.js';

/** Wrong keys that one address may try within the time below; a guess is to be slow. */
const MOST_WRONG = 10;
const WITHIN_MS = 60_000;

interface Tries {
  readonly count: number;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Tells the operator's key from others. */
@Injectable()
export class OperatorKeys {
  private readonly logger = new Logger(OperatorKeys.name);
  private readonly wrong = new Map<string, Tries>();

  constructor(@Inject(OPTIONS) private readonly options: Options) {}

  /** Whether there is a key at all: without one nobody may act. */
  get exist(): boolean {
    return this.options.operatorKey !== undefined;
  }

  /**
   * @returns whether the key of a request is the operator's; undefined when it has none.
   * @throws HttpException 429 when its address has tried too many wrong ones.
   */
  check({ headers, ip }: Pick<FastifyRequest, 'headers' | 'ip'>): boolean | undefined {
    const { operatorKey } = this.options;
    const key = bearer(headers.authorization);
    if (key === undefined) return undefined;
    if (operatorKey === undefined) return false;
    const now = Date.now();
    for (const [address, { until }] of this.wrong) if (until <= now) this.wrong.delete(address);
    const { count, until } = this.wrong.get(ip) ?? { count: 0, until: now + WITHIN_MS };
    if (count >= MOST_WRONG) {
      throw new HttpException('too many wrong keys; wait a minute', HttpStatus.TOO_MANY_REQUESTS);
    }
    if (isSameKey(key, operatorKey)) return true;
    this.wrong.set(ip, { count: count + 1, until });
    this.logger.warn(`a wrong operator key came from ${ip}`);
    return false;
  }
}
