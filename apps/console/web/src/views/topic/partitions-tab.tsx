import type { TopicDetails, TopicPartition } from '@api/topics';
import { useLive } from '../../lib/live.js';
import { bytes } from '../../lib/format.js';
import { hrefWith } from '../../lib/router.js';
import { Badge } from '../../ui/badge.js';
import type { Column } from '../../ui/column.js';
import { VirtualTable } from '../../ui/virtual-table.js';

export function PartitionsTab({ topic }: { readonly topic: TopicDetails }) {
  const { overview } = useLive();
  const offline = new Set(overview?.brokers.filter(({ online }) => !online).map(({ id }) => id));
  return (
    <VirtualTable
      label="Partitions"
      columns={columns(topic.name, offline)}
      items={topic.partitions}
      idOf={({ id }) => String(id)}
    />
  );
}

const columns = (topic: string, offline: ReadonlySet<number>): readonly Column<TopicPartition>[] => [
  {
    id: 'id',
    name: 'Part.',
    width: '44px',
    cell: ({ id }) => <a href={hrefWith(['topics', topic], { partition: String(id) })}>{id}</a>,
  },
  {
    id: 'leader',
    name: 'Leader',
    width: 'minmax(72px, 1fr)',
    cell: ({ leader }) =>
      leader === undefined ? (
        <Badge tone="bad">none</Badge>
      ) : offline.has(leader) ? (
        <Badge tone="bad">broker {leader}, away</Badge>
      ) : (
        `broker ${leader}`
      ),
  },
  {
    id: 'replicas',
    name: 'In sync',
    width: 'minmax(60px, 1fr)',
    cell: ({ replicas, isr }) => (
      <>
        {isr.join(', ')}
        {isr.length < replicas.length && (
          <Badge tone="warn" title={`replicas ${replicas.join(', ')}`}>
            {isr.length} of {replicas.length}
          </Badge>
        )}
      </>
    ),
  },
  {
    id: 'start',
    name: 'First offset',
    width: '110px',
    align: 'end',
    wideOnly: true,
    cell: ({ start = 'unknown' }) => start,
  },
  { id: 'end', name: 'End', width: 'minmax(60px, 0.4fr)', align: 'end', cell: ({ end = 'unknown' }) => end },
  {
    id: 'size',
    name: 'Size',
    width: '100px',
    align: 'end',
    wideOnly: true,
    cell: (partition) => (partition.bytes === undefined ? 'unknown' : bytes(partition.bytes)),
  },
];
