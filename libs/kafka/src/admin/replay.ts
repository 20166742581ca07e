import type { Admin, Kafka } from 'kafkajs';
import { readRange } from './read-range.js';
import type { Offsets, ReadRecord } from './records.js';
import { boundsOf, type LogBounds, withAdmin } from './with-admin.js';

/** From where, or up to where: a time in milliseconds since 1970 for all partitions, or an offset for each. */
export type Position = { readonly time: number } | { readonly offsets: Offsets };

export interface ReplayRange {
  /** Default: the first record that is still there. */
  readonly from?: Position;
  /** Not itself replayed. Default: the end as it is now. */
  readonly until?: Position;
}

/**
 * Gives the records of a range to a handler, each partition in order. No consumer group's offsets are touched.
 * With offsets, only the partitions named in either position are read.
 *
 * What a handler of events makes of them again: `readEvent(contract, record)` is the payload that it was called with.
 *
 * @param take gets records of one partition; the next come when it resolves. What it throws ends the replay.
 * @throws AdminError when there is no such topic.
 */
export async function replay(
  kafka: Kafka,
  topic: string,
  range: ReplayRange,
  take: (records: readonly ReadRecord[]) => Promise<void> | void,
): Promise<void> {
  await readRange(kafka, topic, await replayBounds(kafka, topic, range), take);
}

/** The offsets that a replay of this range would read. */
export async function replayBounds(
  kafka: Kafka,
  topic: string,
  { from, until }: ReplayRange,
): Promise<{ readonly from: Offsets; readonly until: Offsets }> {
  return withAdmin(kafka, async (admin) => {
    const bounds = await boundsOf(admin, topic);
    const partitions = named(bounds, from, until);
    const starts = await resolvePosition(admin, topic, bounds, from ?? { offsets: bounds.low });
    const ends = await resolvePosition(admin, topic, bounds, until ?? { offsets: bounds.high });
    return {
      from: new Map(partitions.map((p) => [p, starts.get(p) ?? bounds.low.get(p) ?? 0n])),
      until: new Map(partitions.map((p) => [p, ends.get(p) ?? bounds.high.get(p) ?? 0n])),
    };
  });
}

function named({ high }: LogBounds, ...positions: (Position | undefined)[]): number[] {
  const offsets = positions.flatMap((each) => (each && 'offsets' in each ? [...each.offsets.keys()] : []));
  return [...high.keys()].filter((partition) => offsets.length === 0 || offsets.includes(partition));
}

/** Offsets within what the log holds; the first record of a time or later, the end where there is none. */
export async function resolvePosition(
  admin: Admin,
  topic: string,
  { low, high }: LogBounds,
  position: Position,
): Promise<Offsets> {
  const wanted = 'time' in position ? await offsetsAt(admin, topic, position.time) : position.offsets;
  return new Map(
    [...wanted].map(([partition, offset]) => {
      const first = low.get(partition) ?? 0n;
      const end = high.get(partition) ?? 0n;
      return [partition, offset < first ? first : offset > end ? end : offset];
    }),
  );
}

async function offsetsAt(admin: Admin, topic: string, time: number): Promise<Offsets> {
  const found = await admin.fetchTopicOffsetsByTimestamp(topic, time);
  return new Map(found.map(({ partition, offset }) => [partition, BigInt(offset)]));
}
