import type { Overview } from '@api/overview';
import { compact } from '../lib/format.js';
import { useLive } from '../lib/live.js';
import { href } from '../lib/router.js';
import { MenuIcon } from './menu-icon.js';

interface Item {
  readonly view: string;
  readonly name: string;
  readonly href: string;
  note?(overview: Overview): string;
}

const ITEMS: readonly Item[] = [
  { view: 'overview', name: 'Overview', href: href() },
  { view: 'topics', name: 'Topics', href: href('topics'), note: ({ topicCount }) => compact(topicCount) },
  { view: 'publish', name: 'Publish', href: href('publish') },
  { view: 'groups', name: 'Groups', href: href('groups'), note: ({ groups }) => compact(groups.length) },
  { view: 'dead-letters', name: 'Dead letters', href: href('dead-letters') },
  { view: 'contracts', name: 'Contracts', href: href('contracts') },
];

export function Menu({ view }: { readonly view: string }) {
  const { overview } = useLive();
  return (
    <nav className="menu" aria-label="Views">
      {ITEMS.map((item) => (
        <a key={item.view} href={item.href} aria-current={item.view === view ? 'page' : undefined}>
          <MenuIcon view={item.view} />
          <span className="menu-name">{item.name}</span>
          {overview && item.note && <span className="menu-note">{item.note(overview)}</span>}
        </a>
      ))}
    </nav>
  );
}
