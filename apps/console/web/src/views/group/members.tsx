import type { GroupMemberView } from '@api/groups';
import { ranges } from '../../lib/ranges.js';
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
                <span className="muted">
                  {partitions.length === 1 ? 'partition' : 'partitions'} {ranges(partitions)}
                </span>
              </p>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
