import type { PublishItem } from '@app/kafka';

/** One event of a request; `error` says why it cannot be published. */
export type Item =
  (PublishItem<object> & { readonly error?: never }) | { readonly error: unknown; readonly data?: never };
