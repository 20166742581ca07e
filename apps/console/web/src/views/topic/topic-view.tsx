import type { TopicDetails } from '@api/topics';
import { get, path } from '../../lib/api.js';
import { plural } from '../../lib/format.js';
import { href, hrefWith } from '../../lib/router.js';
import { useLoad } from '../../lib/use-load.js';
import { Badge } from '../../ui/badge.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Loading } from '../../ui/loading.js';
import { PageHead } from '../../ui/page-head.js';
import { Tabs } from '../../ui/tabs.js';
import { BrowseTab } from './browse-tab.js';
import { ConfigTab } from './config-tab.js';
import { PartitionsTab } from './partitions-tab.js';
import { TailTab } from './tail-tab.js';

const REFRESH_MS = 3_000;

interface Props {
  readonly name: string;
  readonly search: URLSearchParams;
}

/** One topic: its records, past and coming, its partitions and its configuration. */
export function TopicView({ name, search }: Props) {
  const { data, error, loading, reload } = useLoad(
    `topic ${name}`,
    (signal) => get<TopicDetails>(`topics/${path(name)}`, signal),
    { everyMs: REFRESH_MS },
  );
  const tab = search.get('tab') ?? 'browse';
  const link = (id: string) => hrefWith(['topics', name], { tab: id === 'browse' ? undefined : id });
  const tabs = [
    { id: 'browse', name: 'Browse', href: link('browse') },
    { id: 'tail', name: 'Live tail', href: link('tail') },
    {
      id: 'partitions',
      name: 'Partitions',
      href: link('partitions'),
      ...(data ? { note: String(data.partitions.length) } : {}),
    },
    { id: 'config', name: 'Configuration', href: link('config') },
  ];
  return (
    <>
      <PageHead
        title={name}
        mono
        above={<a href={href('topics')}>Topics</a>}
        aside={data && <Links topic={data} />}
      >
        {data && <Summary topic={data} />}
      </PageHead>
      <Tabs label={`Parts of ${name}`} tabs={tabs} current={tab} />
      {error && <ErrorNote error={error} retry={reload} />}
      {loading && <Loading />}
      {data && tab === 'browse' && <BrowseTab topic={data} search={search} />}
      {data && tab === 'tail' && <TailTab topic={data} />}
      {data && tab === 'partitions' && <PartitionsTab topic={data} />}
      {data && tab === 'config' && <ConfigTab topic={data} />}
    </>
  );
}

/** More names would push away what is below. */
const MOST_GROUPS = 3;

const Summary = ({ topic: { partitions, groups, contract, internal } }: { readonly topic: TopicDetails }) => (
  <>
    <span className="muted">
      {plural(partitions.length, 'partition')}, read by {groups.length === 0 ? 'no group' : ''}
      {groups.slice(0, MOST_GROUPS).map((group, index) => (
        <span key={group}>
          {index > 0 && ', '}
          <a className="page-sub-name" href={href('groups', group)} title={group}>
            {group}
          </a>
        </span>
      ))}
      {groups.length > MOST_GROUPS && (
        <>
          {' '}
          and <a href={href('groups')}>{groups.length - MOST_GROUPS} more</a>
        </>
      )}
    </span>
    {contract && <Badge tone="accent">{contract.type}</Badge>}
    {internal && <Badge>Kafka's own</Badge>}
  </>
);

const Links = ({ topic: { name, contract } }: { readonly topic: TopicDetails }) => (
  <>
    {contract && (
      <a className="button button-plain" href={hrefWith(['dead-letters'], { topic: name })}>
        Dead letters
      </a>
    )}
    {contract && (
      <a className="button button-plain" href={href('contracts', name)}>
        Contract
      </a>
    )}
    {contract && (
      <a className="button button-primary" href={href('publish', name)}>
        Publish
      </a>
    )}
  </>
);
