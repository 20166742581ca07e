import type { JsonSchema } from '../schema/index.js';

/** A reason why one schema refuses something that another allows. */
export interface Gap {
  /** Such as `items[].sku`; empty for the event as a whole. */
  readonly path: string;
  /** `unknown`: a property that it does not know. */
  readonly keyword: keyof JsonSchema | 'unknown';
  readonly from: unknown;
  readonly to: unknown;
}
