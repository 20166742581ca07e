import type { GroupState } from '@app/kafka';
import type { GroupDetails, GroupPartition, GroupSummary } from '../api/groups.js';
import { Rates } from '../cluster/rates.js';
import { lagOf, type Sample } from '../cluster/sample.js';

export function toSummary(group: GroupState, sample: Sample, rates: Rates): GroupSummary {
  const partitions = partitionsOf(group, sample);
  return {
    id: group.id,
    state: group.state,
    members: group.members.length,
    topics: [...new Set(partitions.map(({ topic }) => topic))],
    lag: partitions.reduce((sum, { lag = 0 }) => sum + lag, 0),
    rate: [...group.committed.keys()].reduce((sum, topic) => sum + rates.group(group.id, topic), 0),
  };
}

export const toDetails = (group: GroupState, sample: Sample): GroupDetails => ({
  id: group.id,
  state: group.state,
  members: group.members.map(({ id, clientId, host, assignment }) => ({
    id,
    client: clientId,
    host,
    assignment: assignment.toSorted((a, b) => a.topic.localeCompare(b.topic)),
  })),
  partitions: partitionsOf(group, sample),
});

/** Those with committed offsets, and those that a member has been given. */
function partitionsOf({ committed, members }: GroupState, sample: Sample): GroupPartition[] {
  const owners = new Map<string, string>();
  for (const { id, assignment } of members) {
    for (const { topic, partitions } of assignment) {
      for (const partition of partitions) owners.set(`${topic}/${partition}`, id);
    }
  }
  const places = new Set(owners.keys());
  for (const [topic, offsets] of committed)
    for (const partition of offsets.keys()) places.add(`${topic}/${partition}`);
  const all = [...places].map((place) => {
    const slash = place.lastIndexOf('/');
    const topic = place.slice(0, slash);
    const partition = Number(place.slice(slash + 1));
    const next = committed.get(topic)?.get(partition);
    const end = sample.ends.get(topic)?.get(partition);
    const lag = next === undefined ? undefined : lagOf(sample, topic, partition, next);
    const member = owners.get(place);
    return {
      topic,
      partition,
      ...(next === undefined ? {} : { committed: String(next) }),
      ...(end === undefined ? {} : { end: String(end) }),
      ...(lag === undefined ? {} : { lag }),
      ...(member === undefined ? {} : { member }),
    };
  });
  return all.toSorted((a, b) => a.topic.localeCompare(b.topic) || a.partition - b.partition);
}
