import type { ContractView } from '@api/contracts';
import { get } from '../../lib/api.js';
import { plural } from '../../lib/format.js';
import { href } from '../../lib/router.js';
import { useSession } from '../../lib/session.js';
import { useLoad } from '../../lib/use-load.js';
import { Empty } from '../../ui/empty.js';
import { ErrorNote } from '../../ui/error-note.js';
import { Loading } from '../../ui/loading.js';
import { PageHead } from '../../ui/page-head.js';
import { ContractCard } from './contract-card.js';

/** What may be published, in words and as a schema. */
export function ContractsView({ topic }: { readonly topic: string | undefined }) {
  const { data, error, loading } = useLoad('contracts', (signal) => get<ContractView[]>('contracts', signal));
  const { publisher } = useSession();
  const contract = data?.find((each) => each.topic === topic) ?? data?.[0];
  return (
    <>
      <PageHead title="Contracts" aside={publisher && <Documents publisher={publisher} />}>
        {data && <span className="muted">{plural(data.length, 'event')}</span>}
      </PageHead>
      {error && <ErrorNote error={error} />}
      {loading && <Loading />}
      {data?.length === 0 && <Empty title="No contracts">Write one in libs/contracts.</Empty>}
      {data && contract && (
        <div className="contracts">
          <nav className="contract-list" aria-label="Contracts">
            {data.map((each) => (
              <a
                key={each.topic}
                href={href('contracts', each.topic)}
                aria-current={each === contract ? 'page' : undefined}
              >
                <span className="mono cut">{each.topic}</span>
                <span className="muted cut">{each.type}</span>
              </a>
            ))}
          </nav>
          <ContractCard contract={contract} />
        </div>
      )}
    </>
  );
}

/** Pages of the publisher; another origin, so they open by themselves. */
const Documents = ({ publisher }: { readonly publisher: string }) => (
  <>
    <a
      className="button button-plain"
      href={new URL('asyncapi', publisher).href}
      target="_blank"
      rel="noreferrer"
    >
      AsyncAPI
    </a>
    <a
      className="button button-plain"
      href={new URL('docs', publisher).href}
      target="_blank"
      rel="noreferrer"
    >
      OpenAPI
    </a>
  </>
);
