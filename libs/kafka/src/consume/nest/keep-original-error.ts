import { BaseRpcExceptionFilter } from '@nestjs/microservices';
import { throwError } from 'rxjs';
import { RecordContext } from './record-context.js';

const patched = new WeakSet<object>();

/**
 * Nest's default filter makes "Internal server error" of whatever an event handler threw, and logs it. Here the
 * error itself decides what becomes of the record, so the filter passes it on; who asked for an answer
 * (`@MessagePattern`) still gets what Nest gives.
 */
export function keepOriginalError(): void {
  const filter = BaseRpcExceptionFilter.prototype;
  if (patched.has(filter)) return;
  patched.add(filter);
  const nest = filter.catch;
  filter.catch = function (this: typeof filter, exception, host) {
    const context: unknown = host.switchToRpc().getContext();
    if (context instanceof RecordContext && !context.isRequest) return throwError(() => exception);
    return nest.call(this, exception, host);
  };
}
