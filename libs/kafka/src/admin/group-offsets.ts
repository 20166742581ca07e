import type { Admin, Kafka } from 'kafkajs';
import { AdminError } from './admin-error.js';
import { commitAsMember } from './commit-as-member.js';
import type { Offsets } from './records.js';
import { type Position, resolvePosition } from './replay.js';
import { boundsOf, withAdmin } from './with-admin.js';

/** A position in the log, or one of its ends. */
export type GroupPosition = Position | 'earliest' | 'latest';

export interface GroupMove {
  readonly partition: number;
  /** Undefined where nothing was committed. */
  readonly before: bigint | undefined;
  readonly after: bigint;
}

interface MoveOptions {
  /** Only tells what would be done. Default: false. */
  readonly dryRun?: boolean;
}

/**
 * Sets where a group goes on in a topic. With offsets, only the partitions named move.
 *
 * @throws AdminError `GROUP_ACTIVE` while the group has members: Kafka takes no offsets from others then.
 */
export async function resetGroup(
  kafka: Kafka,
  { group, topic, to }: { readonly group: string; readonly topic: string; readonly to: GroupPosition },
  { dryRun = false }: MoveOptions = {},
): Promise<GroupMove[]> {
  return withAdmin(kafka, async (admin) => {
    await requireIdle(admin, group);
    const moves = await plan(admin, group, topic, to);
    if (!dryRun) await commitAsMember(kafka, group, topic, moves);
    return moves;
  });
}

/**
 * Makes a new group that starts at a position of a topic; consumers that join it replay the topic from there on.
 *
 * @throws AdminError `GROUP_EXISTS` when the group has committed offsets of the topic already.
 */
export async function replayInto(
  kafka: Kafka,
  { group, topic, from }: { readonly group: string; readonly topic: string; readonly from: GroupPosition },
  { dryRun = false }: MoveOptions = {},
): Promise<GroupMove[]> {
  return withAdmin(kafka, async (admin) => {
    await requireIdle(admin, group);
    const moves = await plan(admin, group, topic, from);
    if (moves.some(({ before }) => before !== undefined)) {
      throw new AdminError(
        'GROUP_EXISTS',
        `group ${group} has read ${topic} before; choose a new name, or reset the group`,
      );
    }
    if (!dryRun) await commitAsMember(kafka, group, topic, moves);
    return moves;
  });
}

async function requireIdle(admin: Admin, group: string): Promise<void> {
  const { groups } = await admin.describeGroups([group]);
  const members = groups[0]?.members.length ?? 0;
  if (members === 0) return;
  throw new AdminError('GROUP_ACTIVE', `group ${group} has ${members} members; stop them first`);
}

async function plan(admin: Admin, group: string, topic: string, to: GroupPosition): Promise<GroupMove[]> {
  const bounds = await boundsOf(admin, topic);
  const ends: Record<'earliest' | 'latest', Offsets> = { earliest: bounds.low, latest: bounds.high };
  const after = typeof to === 'string' ? ends[to] : await resolvePosition(admin, topic, bounds, to);
  const before = await committed(admin, group, topic);
  return [...after]
    .filter(([partition]) => bounds.high.has(partition))
    .map(([partition, offset]) => ({ partition, before: before.get(partition), after: offset }))
    .toSorted((a, b) => a.partition - b.partition);
}

async function committed(admin: Admin, groupId: string, topic: string): Promise<Offsets> {
  const [of] = await admin.fetchOffsets({ groupId, topics: [topic] });
  const known = of?.partitions.filter(({ offset }) => Number(offset) >= 0) ?? [];
  return new Map(known.map(({ partition, offset }) => [partition, BigInt(offset)]));
}
