import type { Session } from '@api/session';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { get } from './api.js';
import { keepOperatorKey, operatorKey } from './operator-key.js';

interface SessionState extends Session {
  /** Takes a key for this tab if it lets one do more. Resolves with whether it does. */
  unlock(key: string): Promise<boolean>;
  lock(): void;
}

const Context = createContext<SessionState | undefined>(undefined);
/** When the console does not answer, which the views tell. */
const NO_ANSWER: Session = { reader: true, operator: false, operable: false };

/** Who may do what in this tab. Shows nothing until that is known. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [session, setSession] = useState<Session>();
  const ask = useCallback(async () => {
    const now = await get<Session>('session');
    setSession(now);
    return now;
  }, []);
  useEffect(() => void ask().catch(() => setSession(NO_ANSWER)), [ask]);

  const unlock = useCallback(
    async (key: string) => {
      const before = operatorKey();
      let isMore = false;
      try {
        keepOperatorKey(key);
        const { operator, reader } = await get<Session>('session');
        isMore = operator || (reader && session?.reader === false);
      } finally {
        if (!isMore) keepOperatorKey(before);
      }
      if (isMore) await ask();
      return isMore;
    },
    [ask, session],
  );
  const lock = useCallback(() => {
    keepOperatorKey(undefined);
    void ask().catch(() => setSession(NO_ANSWER));
  }, [ask]);
  const state = useMemo(() => session && { ...session, unlock, lock }, [session, unlock, lock]);
  return state && <Context value={state}>{children}</Context>;
}

export function useSession(): SessionState {
  const session = useContext(Context);
  if (!session) throw new Error('useSession is used outside of SessionProvider');
  return session;
}
