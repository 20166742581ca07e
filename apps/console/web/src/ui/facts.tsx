import type { ReactNode } from 'react';

interface Props {
  readonly facts: readonly { readonly name: string; readonly value: ReactNode; readonly mono?: boolean }[];
}

/** Names and values, one below the other. */
export function Facts({ facts }: Props) {
  return (
    <dl className="facts">
      {facts.map(({ name, value, mono = false }, index) => (
        // A record may have several headers of one name.
        <div key={`${index} ${name}`} className="fact">
          <dt>{name}</dt>
          <dd className={mono ? 'mono' : ''}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
