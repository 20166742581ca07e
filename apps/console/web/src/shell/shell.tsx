import { type ReactNode, useMemo, useState } from 'react';
import { go, href } from '../lib/router.js';
import { useKeys } from '../lib/use-keys.js';
import { ClusterStatus } from './cluster-status.js';
import { HelpDialog } from './help-dialog.js';
import { Menu } from './menu.js';
import { OperatorButton } from './operator-button.js';
import { ProblemBar } from './problem-bar.js';
import { ThemeSwitch } from './theme-switch.js';

interface Props {
  readonly view: string;
  readonly children: ReactNode;
}

/** What surrounds each view. */
export function Shell({ view, children }: Props) {
  const [help, setHelp] = useState(false);
  const keys = useMemo(
    () => ({
      'g o': () => go(href()),
      'g t': () => go(href('topics')),
      'g p': () => go(href('publish')),
      'g g': () => go(href('groups')),
      'g d': () => go(href('dead-letters')),
      'g c': () => go(href('contracts')),
      '?': () => setHelp(true),
    }),
    [],
  );
  useKeys(keys);
  return (
    <div className="shell">
      <a className="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <aside className="side">
        <a className="brand" href={href()}>
          <Mark />
          <span>Console</span>
        </a>
        <Menu view={view} />
        <div className="side-foot">
          <ClusterStatus />
          <div className="side-tools">
            <OperatorButton />
            <ThemeSwitch />
            <button
              type="button"
              className="icon-button"
              aria-label="Keyboard help"
              title="Keyboard help (?)"
              onClick={() => setHelp(true)}
            >
              ?
            </button>
          </div>
        </div>
      </aside>
      <div className="content-column">
        <ProblemBar />
        {children}
      </div>
      {help && <HelpDialog onClose={() => setHelp(false)} />}
    </div>
  );
}

/** The address behind `#` is the view's: the browser's own way would lose it. */
function skip(event: React.MouseEvent): void {
  event.preventDefault();
  document.querySelector<HTMLElement>('#main')?.focus();
}

const Mark = () => (
  <svg className="mark" viewBox="0 0 24 24" width="24" height="24" aria-hidden="true">
    <path d="M5 12h6M13.5 10.5 18.5 6.5M13.5 13.5l5 4" />
    <circle cx="4.5" cy="12" r="2.2" />
    <circle cx="12" cy="12" r="2.6" />
    <circle cx="19.5" cy="6" r="2.2" />
    <circle cx="19.5" cy="18" r="2.2" />
  </svg>
);
