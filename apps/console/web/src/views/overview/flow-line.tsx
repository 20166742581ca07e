import { isBehind } from '../../lib/behind.js';
import type { Flow } from './boxes.js';

const SLOWEST_S = 6;
const FASTEST_S = 0.9;

/** A line, and dots along it while records move: the more records, the faster and thicker. */
export function FlowLine({ flow: { path, rate, lag = 0 } }: { readonly flow: Flow }) {
  const weight = Math.log10(1 + rate);
  const seconds = Math.max(FASTEST_S, SLOWEST_S / (1 + weight * 1.6));
  const tone = isBehind(lag, rate) ? 'flow flow-lagging' : 'flow';
  return (
    <g className={tone} aria-hidden="true">
      <path d={path} className="flow-line" strokeWidth={1.5 + weight * 0.8} />
      {rate > 0 && (
        // Steps, so that the animation does not start anew with each figure.
        <path
          d={path}
          className="flow-dots"
          strokeWidth={3 + Math.min(2, weight * 0.5)}
          style={{ animationDuration: `${Math.round(seconds * 2) / 2 || 0.5}s` }}
        />
      )}
    </g>
  );
}
