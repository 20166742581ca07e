import type { Overview } from '@api/overview';
import { type Box, box, type Flow, type GroupBox, type Layout, type TopicBox } from './boxes.js';
import { chosenGroups } from './chosen-groups.js';
import { chosenTopics } from './chosen-topics.js';
import { brokerRows, GAP, stackTopics } from './stack.js';

const TITLES = 28;
const GROUP_HEIGHT = 66;

/** One column: each topic with the groups that read it below. */
export function narrow(overview: Overview, width: number): Layout {
  const indent = 28;
  const topics: TopicBox[] = [];
  const groups: GroupBox[] = [];
  const flows: Flow[] = [];
  let y = TITLES;
  for (const topic of chosenTopics(overview)) {
    const [placed] = stackTopics([topic], 0, y, width);
    if (!placed) continue;
    topics.push(placed);
    y += placed.height + GAP / 2;
    for (const group of chosenGroups(overview, new Set([topic.name]))) {
      const read = group.topics.find(({ name }) => name === topic.name);
      if (!read) continue;
      const to = { ...box(indent, y, width - indent, GROUP_HEIGHT), group, lag: read.lag, rate: read.rate };
      groups.push(to);
      flows.push({ id: `${topic.name}>${group.id}`, path: down(placed, to), rate: read.rate, lag: read.lag });
      y += GROUP_HEIGHT + GAP / 2;
    }
    y += GAP;
  }
  const brokers = brokerRows(overview.brokers, y + 20, width);
  return {
    height: brokers.height,
    publishers: [],
    topics,
    groups,
    brokers: brokers.boxes,
    flows,
    titles: [
      { x: 0, y: 12, text: 'Topics and who reads them' },
      { x: 0, y: y + 8, text: 'Brokers' },
    ],
  };
}

function down(from: Box, to: Box): string {
  const x = from.x + 13;
  const y = to.y + to.height / 2;
  return `M${x} ${from.y + from.height}V${y - 10}Q${x} ${y} ${x + 10} ${y}H${to.x}`;
}
