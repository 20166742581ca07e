import type { ReceiptView } from '@api/problem';
import { hrefWith } from '../../lib/router.js';
import { Facts } from '../../ui/facts.js';
import { type GroupArrival, useArrivals } from './use-arrivals.js';

/** Where an event is, and who has got it. */
export function ReceiptCard({ receipt, at }: { readonly receipt: ReceiptView; readonly at: number }) {
  const { topic, partition, offset, id } = receipt;
  const { arrivals, over } = useArrivals(receipt, at);
  return (
    <article className="card receipt" aria-label={`Receipt of ${id}`}>
      <h2>Published</h2>
      <Facts
        facts={[
          { name: 'Partition', value: partition },
          {
            name: 'Offset',
            value: (
              <a href={hrefWith(['topics', topic], { partition: String(partition), offset: String(offset) })}>
                {offset}
              </a>
            ),
          },
          { name: 'Event id', value: id, mono: true },
        ]}
      />
      <h3>Groups</h3>
      <ul className="arrivals" role="status">
        {arrivals.map((arrival) => (
          <li key={arrival.group} data-group={arrival.group} data-arrived={arrival.afterMs !== undefined}>
            <span className={dotOf(arrival)} aria-hidden="true" />
            <span className="mono cut">{arrival.group}</span>
            <span className="muted">{wordsOf(arrival, over)}</span>
          </li>
        ))}
        {arrivals.length === 0 && (
          <li className="muted">{over ? 'No group reads this topic.' : 'Looking for groups…'}</li>
        )}
      </ul>
    </article>
  );
}

const dotOf = ({ afterMs, isFed }: GroupArrival): string =>
  afterMs !== undefined ? 'dot dot-ok' : isFed ? 'dot dot-wait' : 'dot';

function wordsOf({ afterMs, isFed }: GroupArrival, over: boolean): string {
  if (afterMs !== undefined) return `received after ${(afterMs / 1_000).toFixed(1)} s`;
  if (!isFed) return 'has no members just now';
  return over ? 'has not committed it yet' : 'waiting…';
}
