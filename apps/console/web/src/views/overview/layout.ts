import type { Overview } from '@api/overview';
import type { Layout } from './boxes.js';
import { narrow } from './narrow.js';
import { wide } from './wide.js';

/** Below this there is no room for columns. */
const WIDE = 760;

/** Where everything in the picture goes, for a width in pixels. */
export const layoutOf = (overview: Overview, width: number): Layout =>
  width >= WIDE ? wide(overview, width) : narrow(overview, width);
