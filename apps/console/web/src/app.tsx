import { useEffect, useMemo, useRef } from 'react';
import { parseRoute, useHash } from './lib/router.js';
import { Shell } from './shell/shell.js';
import { Empty } from './ui/empty.js';
import { ContractsView } from './views/contracts/contracts-view.js';
import { DeadLettersView } from './views/dead-letters/dead-letters-view.js';
import { GroupView } from './views/group/group-view.js';
import { GroupsView } from './views/groups/groups-view.js';
import { OverviewView } from './views/overview/overview-view.js';
import { PublishView } from './views/publish/publish-view.js';
import { TopicView } from './views/topic/topic-view.js';
import { TopicsView } from './views/topics/topics-view.js';

export function App() {
  const hash = useHash();
  const route = useMemo(() => parseRoute(hash), [hash]);
  const [view = 'overview', name] = route.parts;
  const title = [name, TITLES[view] ?? 'Not found'].filter(Boolean).join(' · ');
  const main = useRef<HTMLElement>(null);
  const place = route.parts.join('/');
  const shown = useRef(place);

  useEffect(() => void (document.title = `${title} · Console`), [title]);
  // Who listens to the page is told of a new view by its heading; who looks starts at its top.
  useEffect(() => {
    if (shown.current === place) return;
    shown.current = place;
    main.current?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, [place]);

  return (
    <Shell view={view}>
      <main id="main" ref={main} tabIndex={-1} aria-label={title} className="main" data-place={place}>
        <View view={view} name={name} search={route.search} />
      </main>
    </Shell>
  );
}

const TITLES: Readonly<Record<string, string>> = {
  overview: 'Overview',
  topics: 'Topics',
  publish: 'Publish',
  groups: 'Groups',
  'dead-letters': 'Dead letters',
  contracts: 'Contracts',
};

interface ViewProps {
  readonly view: string;
  readonly name: string | undefined;
  readonly search: URLSearchParams;
}

function View({ view, name, search }: ViewProps) {
  switch (view) {
    case 'overview':
      return <OverviewView />;
    case 'topics':
      return name === undefined ? <TopicsView /> : <TopicView key={name} name={name} search={search} />;
    case 'publish':
      return <PublishView topic={name} />;
    case 'groups':
      return name === undefined ? <GroupsView /> : <GroupView key={name} id={name} />;
    case 'dead-letters':
      return <DeadLettersView search={search} />;
    case 'contracts':
      return <ContractsView topic={name} />;
    default:
      return <Empty title="There is nothing here">Choose a view from the menu.</Empty>;
  }
}
