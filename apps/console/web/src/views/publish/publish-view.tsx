import type { ContractView } from '@api/contracts';
import { useEffect } from 'react';
import { get } from '../../lib/api.js';
import { go, href } from '../../lib/router.js';
import { useLoad } from '../../lib/use-load.js';
import { Empty } from '../../ui/empty.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Loading } from '../../ui/loading.js';
import { PageHead } from '../../ui/page-head.js';
import { PublishForm } from './publish-form.js';

/** Publishes an event of a contract. */
export function PublishView({ topic }: { readonly topic: string | undefined }) {
  const { data, error, loading } = useLoad('contracts', (signal) => get<ContractView[]>('contracts', signal));
  const first = data?.[0]?.topic;
  useEffect(() => {
    if (topic === undefined && first !== undefined) history.replaceState(null, '', href('publish', first));
  }, [topic, first]);
  const contract = data?.find((each) => each.topic === (topic ?? first));
  return (
    <>
      <PageHead title="Publish">
        <span className="muted">Checked against the contract, acknowledged by every in-sync replica.</span>
      </PageHead>
      {error && <ErrorNote error={error} />}
      {loading && <Loading />}
      {data?.length === 0 && (
        <Empty title="No contracts">Write one in libs/contracts, and its form is here.</Empty>
      )}
      {data && data.length > 0 && (
        <label className="topic-choice">
          <span>Topic</span>
          <select
            className="input mono"
            value={contract?.topic ?? ''}
            onChange={({ target }) => go(href('publish', target.value))}
          >
            {!contract && <option value="">choose a topic</option>}
            {data.map((each) => (
              <option key={each.topic}>{each.topic}</option>
            ))}
          </select>
        </label>
      )}
      {data && topic !== undefined && !contract && (
        <Empty title={`${topic} has no contract`}>Only events with a contract can be published here.</Empty>
      )}
      {contract && <PublishForm key={contract.topic} contract={contract} />}
    </>
  );
}
