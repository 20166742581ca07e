import { isBehind } from '../../lib/behind.js';
import { compact, plural, rate } from '../../lib/format.js';
import { href } from '../../lib/router.js';
import type { GroupBox } from './boxes.js';
import { fitMono } from './fit.js';

export function GroupNode({ node }: { readonly node: GroupBox }) {
  const { x, y, width, height, group, lag, rate: speed } = node;
  return (
    <a href={href('groups', group.id)} className="node node-link">
      <rect x={x} y={y} width={width} height={height} rx={10} className="node-box" />
      <circle cx={x + 18} cy={y + 22} r={4} className={group.members > 0 ? 'node-alive' : 'node-idle'} />
      <text x={x + 30} y={y + 26.5} className="node-name">
        {fitMono(group.id, width - 44)}
      </text>{' '}
      <text x={x + 14} y={y + height - 15} className="node-note">
        {`${plural(group.members, 'member')} · ${rate(speed)}/s`}
      </text>{' '}
      <text
        x={x + width - 14}
        y={y + height - 15}
        textAnchor="end"
        className={isBehind(lag, speed) ? 'node-lag node-lag-some' : 'node-lag'}
      >
        {`lag ${compact(lag)}`}
      </text>
    </a>
  );
}
