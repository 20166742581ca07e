import type { ReactNode } from 'react';
import type { Tone } from './badge.js';

interface Props {
  readonly label: string;
  readonly value: ReactNode;
  readonly unit?: string;
  readonly tone?: Tone;
  readonly children?: ReactNode;
}

export function Stat({ label, value, unit, tone = 'plain', children }: Props) {
  return (
    <div className="stat">
      <dt className="stat-label">{label}</dt>
      <dd className={`stat-value tone-${tone}`}>
        {value}
        {unit && <span className="stat-unit"> {unit}</span>}
      </dd>
      {children && <dd className="stat-shape">{children}</dd>}
    </div>
  );
}
