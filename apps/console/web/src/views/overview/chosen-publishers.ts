import type { Overview, OverviewPublisher } from '@api/overview';

const MOST = 8;

/** Who writes to some topics, each about as high as its topics are, so that few lines cross. */
export function chosenPublishers(
  { publishers }: Pick<Overview, 'publishers'>,
  topics: readonly string[],
): OverviewPublisher[] {
  const height = ({ topics: of }: OverviewPublisher): number => {
    const places = of.map((name) => topics.indexOf(name)).filter((place) => place >= 0);
    return places.reduce((sum, place) => sum + place, 0) / places.length;
  };
  return publishers
    .filter(({ topics: of }) => of.some((name) => topics.includes(name)))
    .slice(0, MOST)
    .toSorted((a, b) => height(a) - height(b) || a.name.localeCompare(b.name));
}
