import kafkajs from 'kafkajs';
import { ErrorCode } from '../../client/protocol/error-codes.js';
import type { Offsets } from '../records.js';
import type { DescribedGroup } from './answers.js';
import type { BrokerPool } from './broker-pool.js';

const { AssignerProtocol } = kafkajs;

export interface GroupMember {
  readonly id: string;
  readonly clientId: string;
  readonly host: string;
  readonly assignment: readonly { readonly topic: string; readonly partitions: readonly number[] }[];
}

export interface GroupState {
  readonly id: string;
  /** As Kafka says it: `Stable`, `Empty`, `PreparingRebalance`, `CompletingRebalance` or `Dead`. */
  readonly state: string;
  readonly members: readonly GroupMember[];
  /** Offsets that were committed, by topic. */
  readonly committed: ReadonlyMap<string, Offsets>;
}

export interface GroupStates {
  readonly groups: readonly GroupState[];
  /** Brokers that did not answer, or do not know their groups yet; these are left out. */
  readonly silent: readonly number[];
}

/** Every consumer group, each asked of the broker that coordinates it. */
export async function groupStates(pool: BrokerPool, brokers: readonly number[]): Promise<GroupStates> {
  const answers = await Promise.allSettled(brokers.map((id) => coordinatedBy(pool, id)));
  const groups = answers.flatMap((each) => (each.status === 'fulfilled' ? each.value : []));
  return {
    groups: groups.toSorted((a, b) => a.id.localeCompare(b.id)),
    silent: brokers.filter((_, index) => answers[index]?.status === 'rejected'),
  };
}

async function coordinatedBy(pool: BrokerPool, broker: number): Promise<GroupState[]> {
  const { errorCode, groups } = await pool.ask(broker, 'ListGroups');
  loaded(errorCode);
  // Others are Kafka Connect's, share groups and so on; a group that only commits has no type.
  const consumers = groups.filter(({ protocolType }) => protocolType === 'consumer' || protocolType === '');
  const groupIds = consumers.map(({ groupId }) => groupId);
  if (groupIds.length === 0) return [];
  const described = await pool.ask(broker, 'DescribeGroups', { groupIds });
  described.groups.forEach((group) => loaded(group.errorCode));
  return Promise.all(
    described.groups.map(async (group) => ({
      id: group.groupId,
      state: group.state,
      members: group.members.map(toMember),
      committed: await committed(pool, broker, group.groupId),
    })),
  );
}

async function committed(pool: BrokerPool, broker: number, groupId: string): Promise<Map<string, Offsets>> {
  const { errorCode, responses } = await pool.ask(broker, 'OffsetFetch', { groupId, topics: [] });
  loaded(errorCode);
  return new Map(
    responses.map(({ topic, partitions }) => [
      topic,
      new Map(
        partitions.flatMap(({ partition, offset }) => {
          const next = BigInt(offset);
          return next < 0n ? [] : [[partition, next] as const];
        }),
      ),
    ]),
  );
}

/** A broker that has just become a coordinator reads what its groups have committed first. */
function loaded(errorCode: number): void {
  if (errorCode === ErrorCode.COORDINATOR_LOAD_IN_PROGRESS)
    throw new Error('the coordinator loads its groups');
}

function toMember({ memberId, clientId, clientHost, memberAssignment }: DescribedGroup['members'][number]) {
  return {
    id: memberId,
    clientId,
    host: clientHost.replace(/^\//, ''),
    assignment: assignmentOf(memberAssignment),
  };
}

/** Empty while a group rebalances. */
function assignmentOf(bytes: Buffer): GroupMember['assignment'] {
  if (bytes.length === 0) return [];
  const { assignment = {} } = AssignerProtocol.MemberAssignment.decode(bytes) ?? {};
  return Object.entries(assignment).map(([topic, partitions]) => ({ topic, partitions }));
}
