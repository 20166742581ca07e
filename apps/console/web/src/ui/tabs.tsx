interface Props {
  readonly label: string;
  readonly tabs: readonly {
    readonly id: string;
    readonly name: string;
    readonly href: string;
    readonly note?: string;
  }[];
  readonly current: string;
}

/** Links to the parts of a view, each with an address of its own. */
export function Tabs({ label, tabs, current }: Props) {
  return (
    <nav className="tabs" aria-label={label}>
      {tabs.map(({ id, name, href, note }) => (
        <a key={id} href={href} className="tab" aria-current={id === current ? 'page' : undefined}>
          {name}
          {note && <span className="tab-note">{note}</span>}
        </a>
      ))}
    </nav>
  );
}
