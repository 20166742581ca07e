import type { Contract } from '../../contract/contract.js';
import { PubSubError } from '../../errors.js';
import { HandlerTimeoutError } from '../errors.js';

/** Whether the handler is called again for a record after this error. */
export function canRetry(error: unknown, contract: Pick<Contract, 'classify'> | undefined): boolean {
  // The call that is late may still be at work: a second one beside it would break the order of the key.
  if (error instanceof HandlerTimeoutError) return false;
  const verdict = classify(error, contract);
  if (verdict) return verdict === 'retry';
  return error instanceof PubSubError ? error.canRetry : true;
}

/** A classifier that fails itself knows nothing about the error. */
function classify(error: unknown, contract: Pick<Contract, 'classify'> | undefined) {
  try {
    return contract?.classify?.(error);
  } catch {
    return undefined;
  }
}
