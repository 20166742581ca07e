import { barsSvg } from './bars.js';
import { linesSvg } from './lines.js';
import type { Plot } from './plot.js';

/** A picture that says all it means without the text around it. */
export const draw = (plot: Plot): string => (plot.kind === 'bars' ? barsSvg(plot) : linesSvg(plot));
