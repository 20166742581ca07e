import { fitMono } from './fit.js';
import type { PublisherBox } from './boxes.js';

export function PublisherNode({ node: { x, y, width, height, name } }: { readonly node: PublisherBox }) {
  return (
    <g className="node">
      <title>{name}</title>
      <rect x={x} y={y} width={width} height={height} rx={height / 2} className="node-box" />
      <circle cx={x + 20} cy={y + height / 2} r={4} className="node-source" />
      <text x={x + 34} y={y + height / 2 + 4.5} className="node-name">
        {fitMono(name, width - 50)}
      </text>
    </g>
  );
}
