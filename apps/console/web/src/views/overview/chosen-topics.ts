import type { Overview, OverviewTopic } from '@api/overview';

/** With the brokers below them these fill a window. */
const MOST = 6;
/** What a topic's failures became, and notes of the redrive, say little beside the topic itself. */
const BESIDE = /-dlt$|-retry-\d+[a-z]+$|^redrive-progress$/;

/** The topics worth a place in the picture: those with a contract, with readers, or with traffic. */
export function chosenTopics({ topics, groups }: Pick<Overview, 'topics' | 'groups'>): OverviewTopic[] {
  const read = new Set(
    groups.filter(({ members }) => members > 0).flatMap((group) => group.topics.map(({ name }) => name)),
  );
  const weight = ({ name, contract, rate }: OverviewTopic): number =>
    (contract ? 4 : 0) + (read.has(name) ? 2 : 0) + (rate > 0 ? 1 : 0);
  return topics
    .filter(({ name }) => !BESIDE.test(name))
    .map((topic) => ({ topic, weight: weight(topic) }))
    .toSorted(
      (a, b) =>
        b.weight - a.weight || b.topic.rate - a.topic.rate || a.topic.name.localeCompare(b.topic.name),
    )
    .slice(0, MOST)
    .map(({ topic }) => topic);
}
