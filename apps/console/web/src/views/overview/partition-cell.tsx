import type { OverviewPartition } from '@api/overview';
import { rate } from '../../lib/format.js';
import type { Cell } from './boxes.js';
import { CELL } from './stack.js';

interface Props {
  readonly cell: Cell;
  readonly topic: string;
  /** The rate of the busiest partition of the topic. */
  readonly fullest: number;
  /** The broker whose partitions stand out. */
  readonly broker: number | undefined;
  readonly offline: ReadonlySet<number>;
}

/** A partition with its leader's number, the darker the busier. */
export function PartitionCell({ cell: { x, y, partition }, topic, fullest, broker, offline }: Props) {
  const square = { x, y, width: CELL, height: CELL, rx: 4 };
  const fill = partition.rate > 0 ? 0.2 + (0.35 * partition.rate) / fullest : 0;
  return (
    <g className={classOf(partition, broker, offline)}>
      <title>{`${topic} ${describe(partition, offline)}`}</title>
      <rect {...square} className="cell-box" />
      <rect {...square} className="cell-fill" fillOpacity={fill} />
      <text x={x + CELL / 2} y={y + CELL / 2 + 3.6} textAnchor="middle" className="cell-leader">
        {partition.leader ?? '–'}
      </text>
    </g>
  );
}

function classOf(
  { leader, inSync, replicas }: OverviewPartition,
  broker: number | undefined,
  offline: ReadonlySet<number>,
): string {
  const classes = ['partition'];
  if (leader === undefined || offline.has(leader)) classes.push('partition-leaderless');
  else if (inSync < replicas) classes.push('partition-behind');
  if (broker !== undefined) classes.push(leader === broker ? 'partition-chosen' : 'partition-other');
  return classes.join(' ');
}

function describe(partition: OverviewPartition, offline: ReadonlySet<number>): string {
  const { id, leader, inSync, replicas } = partition;
  const away = leader !== undefined && offline.has(leader) ? ', which is away' : '';
  const led = leader === undefined ? 'no leader' : `led by broker ${leader}${away}`;
  return `partition ${id}, ${led}, ${inSync} of ${replicas} replicas in sync, ${rate(partition.rate)}/s`;
}
