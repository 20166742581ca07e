import { withTrace } from '../trace/current.js';
import type { PublishOptions } from './publish-options.js';

/** Puts an event into the trace of who publishes it. Most are of none, and need no other options. */
export function inItsTrace(options: PublishOptions): PublishOptions {
  const extensions = withTrace(options.extensions);
  return extensions === undefined || extensions === options.extensions ? options : { ...options, extensions };
}
