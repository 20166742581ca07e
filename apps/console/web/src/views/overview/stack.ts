import type { OverviewBroker, OverviewTopic } from '@api/overview';
import { box, type BrokerBox, type TopicBox } from './boxes.js';

export const CELL = 18;
/** Between nodes of a column. */
export const GAP = 16;
const CELL_STEP = CELL + 4;
const PADDING = 14;
const HEAD = 34;
/** The line that counts partitions without a cell. */
const MORE = 18;
const BROKER_HEIGHT = 74;
const BROKER_WIDTH = 200;

/** Topics one below the other, with a cell for each partition that has room in two rows. */
export function stackTopics(
  topics: readonly OverviewTopic[],
  x: number,
  top: number,
  width: number,
): TopicBox[] {
  const inRow = Math.floor((width - 2 * PADDING + 4) / CELL_STEP);
  let y = top;
  return topics.map((topic) => {
    const rows = Math.min(2, Math.ceil(topic.partitions.length / inRow));
    const shown = topic.partitions.slice(0, rows * inRow);
    const more = topic.partitions.length - shown.length;
    const height = HEAD + rows * CELL_STEP + (more > 0 ? MORE : 0) + PADDING - 2;
    const cells = shown.map((partition, index) => ({
      x: x + PADDING + (index % inRow) * CELL_STEP,
      y: y + HEAD + Math.floor(index / inRow) * CELL_STEP,
      partition,
    }));
    const placed = {
      ...box(x, y, width, height),
      topic,
      cells,
      more,
    };
    y += height + GAP;
    return placed;
  });
}

/** Of a column of topics. */
export const heightOf = (topics: readonly TopicBox[]): number =>
  topics.reduce((sum, { height }) => sum + height + GAP, -GAP);

/** Brokers side by side, in as many rows as they need. */
export function brokerRows(
  brokers: readonly OverviewBroker[],
  top: number,
  width: number,
): { boxes: BrokerBox[]; height: number } {
  const inRow = Math.max(1, Math.min(brokers.length, Math.floor((width + GAP) / (BROKER_WIDTH + GAP))));
  const each = (width - (inRow - 1) * GAP) / inRow;
  const boxes = brokers.map((broker, index) => ({
    ...box(
      (index % inRow) * (each + GAP),
      top + Math.floor(index / inRow) * (BROKER_HEIGHT + GAP),
      each,
      BROKER_HEIGHT,
    ),
    broker,
  }));
  return { boxes, height: top + Math.ceil(brokers.length / inRow) * (BROKER_HEIGHT + GAP) };
}
