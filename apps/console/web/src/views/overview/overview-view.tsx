import { useState } from 'react';
import { isBehind } from '../../lib/behind.js';
import { compact, plural, rate } from '../../lib/format.js';
import { useLive } from '../../lib/live.js';
import { Empty } from '../../ui/empty.js';
import { Loading } from '../../ui/loading.js';
import { PageHead } from '../../ui/page-head.js';
import { Sparkline } from '../../ui/sparkline.js';
import { Stat } from '../../ui/stat.js';
import { Picture } from './picture.js';

/** The whole cluster at a glance. */
export function OverviewView() {
  const { overview, problem, rates, lags } = useLive();
  const [broker, setBroker] = useState<number>();
  if (!overview) {
    return (
      <>
        <PageHead title="Overview" />
        {problem ? (
          <Empty title="No cluster to show">{problem}. It is tried again every second.</Empty>
        ) : (
          <Loading />
        )}
      </>
    );
  }
  const { brokers, groups, topicCount, partitionCount, underReplicated: under, clusterId } = overview;
  const online = brokers.filter((each) => each.online).length;
  const lag = lags.at(-1) ?? 0;
  const behind = groups.some((group) => isBehind(group.lag, group.rate));
  return (
    <>
      <PageHead title="Overview">
        {clusterId && <span className="mono muted">cluster {clusterId}</span>}
      </PageHead>
      <dl className="stats">
        <Stat label="Published" value={rate(rates.at(-1) ?? 0)} unit="/s">
          <Sparkline values={rates} />
        </Stat>
        <Stat label="Lag of all groups" value={compact(lag)} tone={behind ? 'warn' : 'plain'}>
          <Sparkline values={lags} tone={behind ? 'warn' : 'accent'} />
        </Stat>
        <Stat
          label="Brokers"
          value={`${online} of ${brokers.length}`}
          tone={online < brokers.length ? 'bad' : 'plain'}
        />
        <Stat label="Partitions" value={compact(partitionCount)} unit={`in ${plural(topicCount, 'topic')}`} />
        <Stat label="Not fully in sync" value={compact(under)} tone={under > 0 ? 'warn' : 'plain'} />
        <Stat label="Groups" value={compact(groups.length)} />
      </dl>
      <Picture overview={overview} broker={broker} onBroker={setBroker} />
    </>
  );
}
