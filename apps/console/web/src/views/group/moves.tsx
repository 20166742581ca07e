import type { ResetMove } from '@api/groups';

/** What changes, or has changed, in each partition. */
export function Moves({ moves, done }: { readonly moves: readonly ResetMove[]; readonly done: boolean }) {
  return (
    <div className="plain-table-scroll" tabIndex={0} role="region" aria-label="Preview">
      <table className="plain-table">
        <caption>{done ? 'Moved' : 'This would change'}</caption>
        <thead>
          <tr>
            <th scope="col">Partition</th>
            <th scope="col">From</th>
            <th scope="col">To</th>
            <th scope="col">Change</th>
          </tr>
        </thead>
        <tbody>
          {moves.map(({ partition, from, to }) => (
            <tr key={partition}>
              <td>{partition}</td>
              <td>{from ?? 'nothing'}</td>
              <td>{to}</td>
              <td className={from === to ? 'muted' : 'tone-accent'}>{changeOf(from, to)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function changeOf(from: string | undefined, to: string): string {
  if (from === undefined) return 'set';
  const by = BigInt(to) - BigInt(from);
  if (by === 0n) return 'stays';
  return by > 0n ? `skips ${by}` : `${-by} again`;
}
