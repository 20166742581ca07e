import { isObject } from '../json.js';
import type { Status } from '../project/protocol.js';

/** What the background process that owns a cluster tells the command that started it, while that waits. */
export type Message =
  | { readonly line: string }
  | { readonly error: string }
  /** `owned` is false when another process had the cluster running already. */
  | { readonly status: Status; readonly owned: boolean };

export const isMessage = (value: unknown): value is Message =>
  isObject(value) && ('line' in value || 'error' in value || 'status' in value);
