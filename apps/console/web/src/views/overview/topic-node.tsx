import { rate } from '../../lib/format.js';
import { href } from '../../lib/router.js';
import type { TopicBox } from './boxes.js';
import { fitMono } from './fit.js';
import { PartitionCell } from './partition-cell.js';

interface Props {
  readonly node: TopicBox;
  readonly broker: number | undefined;
  readonly offline: ReadonlySet<number>;
}

/** A topic, and each of its partitions with the broker that leads it. */
export function TopicNode({ node, broker, offline }: Props) {
  const { x, y, width, height, topic, cells, more } = node;
  const fullest = Math.max(1, ...topic.partitions.map((partition) => partition.rate));
  return (
    <g className="node">
      <a href={href('topics', topic.name)} className="node-link">
        <rect x={x} y={y} width={width} height={height} rx={10} className="node-box" />
        <text x={x + 14} y={y + 22} className="node-name">
          {fitMono(topic.name, width - 76)}
        </text>{' '}
        <text
          x={x + width - 14}
          y={y + 22}
          textAnchor="end"
          className={topic.rate > 0 ? 'node-rate' : 'node-rate node-rate-idle'}
        >
          {`${rate(topic.rate)}/s`}
        </text>
      </a>
      {cells.map((cell) => (
        <PartitionCell
          key={cell.partition.id}
          cell={cell}
          topic={topic.name}
          fullest={fullest}
          broker={broker}
          offline={offline}
        />
      ))}
      {more > 0 && (
        <text x={x + 14} y={y + height - 12} className="node-more">
          {`and ${more} more partitions`}
        </text>
      )}
    </g>
  );
}
