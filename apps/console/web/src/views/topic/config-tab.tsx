import type { TopicDetails, TopicSettingView } from '@api/topics';
import { useMemo, useState } from 'react';
import { Badge } from '../../ui/badge.js';
import { SearchField } from '../../ui/search-field.js';
import type { Column } from '../../ui/column.js';
import { VirtualTable } from '../../ui/virtual-table.js';

export function ConfigTab({ topic }: { readonly topic: TopicDetails }) {
  const [text, setText] = useState('');
  const shown = useMemo(
    () => topic.config.filter(({ name }) => name.includes(text.trim())).toSorted(ownFirst),
    [topic, text],
  );
  return (
    <>
      <div className="toolbar">
        <SearchField
          label="Filter settings by name"
          placeholder="Filter by name"
          value={text}
          onChange={setText}
        />
      </div>
      <VirtualTable label="Configuration" columns={COLUMNS} items={shown} idOf={({ name }) => name} />
    </>
  );
}

/** What was set for this topic is what one looks for. */
const ownFirst = (a: TopicSettingView, b: TopicSettingView): number =>
  Number(b.source === 'topic') - Number(a.source === 'topic') || a.name.localeCompare(b.name);

const COLUMNS: readonly Column<TopicSettingView>[] = [
  {
    id: 'name',
    name: 'Setting',
    width: 'minmax(0, 1.2fr)',
    cell: ({ name, source }) => (
      <span className={source === 'topic' ? 'mono cut tone-accent' : 'mono cut'} title={name}>
        {name}
      </span>
    ),
  },
  {
    id: 'value',
    name: 'Value',
    width: 'minmax(0, 1fr)',
    cell: ({ value, sensitive }) => (
      <span className="mono cut" title={value ?? ''}>
        {sensitive ? 'hidden' : value === '' || value === null ? '–' : value}
      </span>
    ),
  },
  {
    id: 'source',
    name: 'From',
    width: '86px',
    wideOnly: true,
    cell: ({ source }) => <Badge tone={source === 'topic' ? 'accent' : 'plain'}>{source}</Badge>,
  },
];
