import { EventPublisher } from '@app/kafka';
import { Inject, Injectable } from '@nestjs/common';
import { STREAMED_UNDER_WAY } from '../limits.js';
import { HTTP_OPTIONS, type HttpOptions } from '../http-options.js';
import { IdempotencyStore } from './idempotency/idempotency-store.js';
import { Room } from './stream/room.js';

/** What all requests that publish share. */
@Injectable()
export class Publishing {
  readonly store = new IdempotencyStore();
  /** For the events of all streams of lines. */
  readonly room = new Room(STREAMED_UNDER_WAY);
  /** How long after it was taken in an event must be in the log; then the answer is 503 or 504. */
  readonly timeoutMs: number;

  constructor(
    readonly publisher: EventPublisher,
    @Inject(HTTP_OPTIONS) { deadlineMs }: HttpOptions,
  ) {
    this.timeoutMs = deadlineMs;
  }
}
