import type { BrokerBox } from './boxes.js';
import { fitSans } from './fit.js';

interface Props {
  readonly node: BrokerBox;
  readonly chosen: boolean;
  onChoose(id: number | undefined): void;
}

/** A broker; pointed at or focused, the partitions it leads stand out. */
export function BrokerNode({ node: { x, y, width, height, broker }, chosen, onChoose }: Props) {
  const { id, address, online, leaders, replicas, inSync } = broker;
  const whole = width - 28;
  const bar = { x: x + 14, y: y + height - 9, height: 3, rx: 1.5 };
  return (
    <g
      className={`node broker ${online ? '' : 'broker-offline'} ${chosen ? 'broker-chosen' : ''}`}
      role="button"
      tabIndex={0}
      aria-pressed={chosen}
      onMouseEnter={() => onChoose(id)}
      onMouseLeave={() => onChoose(undefined)}
      onFocus={() => onChoose(id)}
      onBlur={() => onChoose(undefined)}
    >
      <rect x={x} y={y} width={width} height={height} rx={10} className="node-box" />
      <circle cx={x + 18} cy={y + 22} r={4} className={online ? 'node-alive' : 'node-dead'} />
      <text x={x + 30} y={y + 26.5} className="node-strong">
        {`Broker ${id}`}
      </text>{' '}
      <text x={x + width - 14} y={y + 26.5} textAnchor="end" className={online ? 'node-note' : 'node-bad'}>
        {fitSans(online ? address : 'offline', width - 130)}
      </text>{' '}
      <text x={x + 14} y={y + 54} className="node-note">
        {`leads ${leaders} · ${inSync} of ${replicas} in sync`}
      </text>
      <rect {...bar} width={whole} className="bar-back" />
      <rect
        {...bar}
        width={replicas === 0 ? 0 : (whole * inSync) / replicas}
        className={inSync < replicas ? 'bar-some' : 'bar-all'}
      />
    </g>
  );
}
