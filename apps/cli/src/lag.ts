import {
  AdminError,
  type BrokerPool,
  clusterState,
  type GroupState,
  groupStates,
  logOffsets,
  type Offsets,
} from '@app/kafka';
import type { Kafka } from 'kafkajs';
import { withPool } from './with-pool.js';

type Ends = ReadonlyMap<string, Offsets>;

/** Where a group stands in a partition; undefined is what is not known, as where nothing was committed. */
interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly committed: number | undefined;
  readonly end: number | undefined;
  readonly lag: number | undefined;
  readonly member: string | undefined;
}

export const groupsOf = (kafka: Kafka) =>
  withPool(kafka, async (pool) => {
    const { groups, silent, ends } = await look(pool);
    const lines = groups.map((group) => {
      const places = placesOf(group, ends);
      return {
        id: group.id,
        state: group.state,
        members: group.members.length,
        topics: [...new Set(places.map(({ topic }) => topic))],
        lag: places.reduce((sum, { lag = 0 }) => sum + lag, 0),
      };
    });
    return { groups: lines, silent };
  });

/** @throws AdminError `ARGUMENT_INVALID` when there is no such group. */
export const lagOf = (kafka: Kafka, id: string) =>
  withPool(kafka, async (pool) => {
    const { groups, silent, ends } = await look(pool, id);
    const [group] = groups;
    if (!group && silent.length === 0) throw new AdminError('ARGUMENT_INVALID', `there is no group ${id}`);
    return { places: group ? placesOf(group, ends) : [], silent };
  });

async function look(pool: BrokerPool, only?: string) {
  const { brokers, topics } = await clusterState(pool);
  const states = await groupStates(
    pool,
    brokers.map((broker) => broker.id),
  );
  const groups = states.groups.filter(({ id }) => only === undefined || id === only);
  const read = new Set(groups.flatMap(topicsOf));
  const ends = await logOffsets(
    pool,
    topics.filter(({ name }) => read.has(name)),
    'high-watermark',
  );
  return { groups, silent: states.silent, ends };
}

const topicsOf = ({ committed, members }: GroupState): string[] => [
  ...committed.keys(),
  ...members.flatMap(({ assignment }) => assignment.map(({ topic }) => topic)),
];

/** Those with committed offsets, and those that a member has been given. */
function placesOf({ committed, members }: GroupState, ends: Ends): Place[] {
  const owners = new Map<string, Map<number, string>>();
  for (const { clientId, host, assignment } of members) {
    for (const { topic, partitions } of assignment) {
      const owned = owners.get(topic) ?? new Map<number, string>();
      for (const partition of partitions) owned.set(partition, `${clientId} ${host}`);
      owners.set(topic, owned);
    }
  }
  const topics = [...new Set([...committed.keys(), ...owners.keys()])].toSorted();
  return topics.flatMap((topic) => {
    const ids = new Set([...(committed.get(topic)?.keys() ?? []), ...(owners.get(topic)?.keys() ?? [])]);
    return [...ids]
      .toSorted((a, b) => a - b)
      .map((partition) => {
        const next = committed.get(topic)?.get(partition);
        const end = ends.get(topic)?.get(partition);
        const isKnown = next !== undefined && end !== undefined;
        return {
          topic,
          partition,
          committed: next === undefined ? undefined : Number(next),
          end: end === undefined ? undefined : Number(end),
          lag: isKnown ? Math.max(0, Number(end - next)) : undefined,
          member: owners.get(topic)?.get(partition),
        };
      });
  });
}
