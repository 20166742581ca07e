import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly mono?: boolean;
  /** Where it belongs. */
  readonly above?: ReactNode;
  readonly aside?: ReactNode;
  readonly children?: ReactNode;
}

export function PageHead({ title, mono = false, above, aside, children }: Props) {
  return (
    <header className="page-head">
      <div className="page-head-text">
        {above && <p className="page-above">{above}</p>}
        <h1 className={mono ? 'mono' : ''}>{title}</h1>
        {children && <div className="page-sub">{children}</div>}
      </div>
      {aside && <div className="page-aside">{aside}</div>}
    </header>
  );
}
