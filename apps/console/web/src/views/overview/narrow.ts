import type { Overview } from '@api/overview';
import {
  type Box,
  box,
  type Flow,
  type GroupBox,
  type Layout,
  type PublisherBox,
  type TopicBox,
} from './boxes.js';
import { chosenGroups } from './chosen-groups.js';
import { chosenPublishers } from './chosen-publishers.js';
import { chosenTopics } from './chosen-topics.js';
import { brokerRows, GAP, stackTopics } from './stack.js';

const TITLES = 28;
const GROUP_HEIGHT = 66;
const PUBLISHER_HEIGHT = 36;
/** Where lines go down. */
const STEM = 13;

/** One column: each topic with who publishes to it above, and the groups that read it below. */
export function narrow(overview: Overview, width: number): Layout {
  const indent = 28;
  const publishers: PublisherBox[] = [];
  const topics: TopicBox[] = [];
  const groups: GroupBox[] = [];
  const flows: Flow[] = [];
  let y = TITLES;
  for (const topic of chosenTopics(overview)) {
    const writers = chosenPublishers(overview, [topic.name]).map(({ name }) => name);
    if (writers.length > 0) {
      const from = { ...box(0, y, width, PUBLISHER_HEIGHT), name: writers.join(', ') };
      publishers.push(from);
      y += PUBLISHER_HEIGHT + GAP;
      flows.push({ id: `>${topic.name}`, path: `M${STEM} ${y - GAP}V${y}`, rate: topic.rate });
    }
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
    publishers,
    topics,
    groups,
    brokers: brokers.boxes,
    flows,
    titles: [
      { x: 0, y: 12, text: 'Topics, who publishes and who reads' },
      { x: 0, y: y + 8, text: 'Brokers' },
    ],
  };
}

function down(from: Box, to: Box): string {
  const x = from.x + STEM;
  const y = to.y + to.height / 2;
  return `M${x} ${from.y + from.height}V${y - 10}Q${x} ${y} ${x + 10} ${y}H${to.x}`;
}
