import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import { KafkaContext } from '@nestjs/microservices';
import { type Observable, tap } from 'rxjs';
import type { Awaited } from './awaited.js';

/** An event that a handler is done with. */
export interface Handled {
  readonly topic: string;
  readonly payload: unknown;
}

/** Notes each event whose handler succeeded. */
export class RecordHandled implements NestInterceptor {
  constructor(private readonly handled: Awaited<Handled>) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const rpc = context.switchToRpc();
    const kafka: unknown = rpc.getContext();
    if (!(kafka instanceof KafkaContext)) return next.handle();
    const event = { topic: kafka.getTopic(), payload: rpc.getData<unknown>() };
    return next.handle().pipe(tap({ complete: () => this.handled.add(event) }));
  }
}
