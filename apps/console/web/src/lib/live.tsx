import type { Overview } from '@api/overview';
import { createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import { listen } from './listen.js';
import { useVisible } from './use-visible.js';

const KEPT = 60;

export interface Live {
  readonly overview: Overview | undefined;
  /** Whether the console sends; brokers that are away are the overview's problem. */
  readonly connected: boolean;
  /** What is wrong when there is no overview yet. */
  readonly problem: string | undefined;
  /** Records a second of all topics in the last minute, the newest last. */
  readonly rates: readonly number[];
  /** Lag of all groups in the last minute, the newest last. */
  readonly lags: readonly number[];
}

const NOTHING: Live = { overview: undefined, connected: false, problem: undefined, rates: [], lags: [] };
const Context = createContext<Live>(NOTHING);

/** The overview as it changes, once a second. */
export function LiveProvider({ children }: { readonly children: ReactNode }) {
  const [live, setLive] = useState(NOTHING);
  const seen = useVisible();
  useEffect(() => {
    // A browser opens six connections to one host: tabs that nobody sees would use them up.
    if (!seen) return undefined;
    return listen(
      () => 'api/live',
      {
        overview: ({ data }) => {
          const overview = JSON.parse(data) as Overview;
          setLive((before) => ({
            overview,
            connected: true,
            problem: overview.problem,
            rates: add(before.rates, overview.rate),
            lags: add(before.lags, sum(overview.groups.map(({ lag }) => lag))),
          }));
        },
        problem: ({ data }) => {
          const { detail } = JSON.parse(data) as { readonly detail: string };
          setLive((before) => ({ ...before, connected: true, problem: detail }));
        },
      },
      () => setLive((before) => ({ ...before, connected: false })),
    );
  }, [seen]);
  return <Context value={live}>{children}</Context>;
}

export const useLive = (): Live => useContext(Context);

const add = (values: readonly number[], value: number): number[] => [...values, value].slice(-KEPT);
const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
