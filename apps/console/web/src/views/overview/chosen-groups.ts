import type { Overview, OverviewGroup } from '@api/overview';

const MOST = 6;

/** The groups of some topics worth a place in the picture: those with members, then those furthest behind. */
export const chosenGroups = (
  { groups }: Pick<Overview, 'groups'>,
  topics: ReadonlySet<string>,
): OverviewGroup[] =>
  groups
    .filter(({ topics: of }) => of.some(({ name }) => topics.has(name)))
    .toSorted((a, b) => Number(b.members > 0) - Number(a.members > 0) || b.lag - a.lag)
    .slice(0, MOST)
    // By name, so that they do not change places with each figure.
    .toSorted((a, b) => a.id.localeCompare(b.id));
