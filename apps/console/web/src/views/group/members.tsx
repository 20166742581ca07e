import type { GroupMemberView } from '@api/groups';
import { plural } from '../../lib/format.js';
import { Empty } from '../../ui/empty.js';

export function Members({ members }: { readonly members: readonly GroupMemberView[] }) {
  return (
    <section aria-label="Members">
      <h2>Members</h2>
      {members.length === 0 && (
        <Empty title="No members">Nobody reads for this group just now; its offsets can be reset.</Empty>
      )}
      <ul className="members">
        {members.map(({ id, client, host, assignment }) => (
          <li key={id} className="card member">
            <p className="member-name">
              <strong>{client}</strong> <span className="muted">{host}</span>
            </p>
            <p className="mono muted cut" title={id}>
              {id}
            </p>
            {assignment.length === 0 && <p className="muted">no partitions</p>}
            {assignment.map(({ topic, partitions }) => (
              <p key={topic} className="member-topic">
                <span className="mono">{topic}</span>
                <span className="muted" title={partitions.join(', ')}>
                  {partitions.length > 12
                    ? plural(partitions.length, 'partition')
                    : partitions.toSorted((a, b) => a - b).join(' ')}
                </span>
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
