import type { Overview } from '@api/overview';
import { type Box, box, type Layout, type TopicBox } from './boxes.js';
import { chosenGroups } from './chosen-groups.js';
import { chosenPublishers } from './chosen-publishers.js';
import { chosenTopics } from './chosen-topics.js';
import { brokerRows, GAP, heightOf, stackTopics } from './stack.js';

const TITLES = 28;
const GROUP_HEIGHT = 66;
const PUBLISHER_HEIGHT = 42;

/** Three columns: who publishes, topics, who reads; brokers below. */
export function wide(overview: Overview, width: number): Layout {
  const side = Math.round(width * 0.21);
  const middle = Math.round(width * 0.36);
  const gap = (width - 2 * side - middle) / 2;
  const columns = { publishers: 0, topics: side + gap, groups: width - side };
  const topics = stackTopics(chosenTopics(overview), columns.topics, TITLES, middle);
  const names = new Set(topics.map(({ topic }) => topic.name));
  const groups = chosenGroups(overview, names);
  const publishers = chosenPublishers(overview, [...names]);
  const heights = [
    heightOf(topics),
    groups.length * (GROUP_HEIGHT + GAP),
    publishers.length * (PUBLISHER_HEIGHT + GAP),
  ];
  const body = Math.max(...heights, 120);
  const centred = (count: number, height: number) =>
    TITLES + Math.max(0, (body - count * (height + GAP) + GAP) / 2);
  const groupBoxes = groups.map((group, index) => ({
    ...box(
      columns.groups,
      centred(groups.length, GROUP_HEIGHT) + index * (GROUP_HEIGHT + GAP),
      side,
      GROUP_HEIGHT,
    ),
    group,
    lag: group.lag,
    rate: group.rate,
  }));
  const publisherBoxes = publishers.map(({ name }, index) => ({
    ...box(
      0,
      centred(publishers.length, PUBLISHER_HEIGHT) + index * (PUBLISHER_HEIGHT + GAP),
      side,
      PUBLISHER_HEIGHT,
    ),
    name,
  }));
  const brokersAt = TITLES + body + 34;
  const brokers = brokerRows(overview.brokers, brokersAt + 12, width);
  const centredTopics = shifted(topics, Math.max(0, (body - heightOf(topics)) / 2));
  return {
    height: brokers.height,
    publishers: publisherBoxes,
    topics: centredTopics,
    groups: groupBoxes,
    brokers: brokers.boxes,
    flows: [
      ...publisherBoxes.flatMap((from, index) =>
        centredTopics
          .filter(({ topic }) => publishers[index]?.topics.includes(topic.name))
          .map((to) => ({
            id: `${from.name}>${to.topic.name}`,
            path: across(from, to),
            rate: to.topic.rate,
          })),
      ),
      ...groupBoxes.flatMap((to) =>
        centredTopics.flatMap((from) => {
          const read = to.group.topics.find(({ name }) => name === from.topic.name);
          if (!read) return [];
          return [
            {
              id: `${from.topic.name}>${to.group.id}`,
              path: across(from, to),
              rate: read.rate,
              lag: read.lag,
            },
          ];
        }),
      ),
    ],
    titles: [
      { x: columns.publishers, y: 12, text: 'Publishers' },
      { x: columns.topics, y: 12, text: 'Topics, each partition with its leader' },
      { x: columns.groups, y: 12, text: 'Groups' },
      ...(publishers.length === 0 ? [{ x: columns.publishers, y: TITLES + 24, text: 'none seen yet' }] : []),
      ...(groups.length === 0 ? [{ x: columns.groups, y: TITLES + 24, text: 'nobody reads these' }] : []),
      { x: 0, y: brokersAt, text: 'Brokers' },
    ],
  };
}

const shifted = (topics: readonly TopicBox[], by: number): TopicBox[] =>
  topics.map((topic) => ({
    ...topic,
    y: topic.y + by,
    cells: topic.cells.map((cell) => ({ ...cell, y: cell.y + by })),
  }));

/** From the right edge of one to the left edge of the other. */
function across(from: Box, to: Box): string {
  const [x1, y1, x2, y2] = [from.x + from.width, from.y + from.height / 2, to.x, to.y + to.height / 2];
  const bend = (x2 - x1) / 2;
  return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
}
