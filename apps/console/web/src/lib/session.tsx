import type { Session } from '@api/session';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { get } from './api.js';
import { keepOperatorKey, operatorKey } from './operator-key.js';

interface SessionState extends Session {
  /** Resolves with whether it is the operator's key. */
  unlock(key: string): Promise<boolean>;
  lock(): void;
}

const Context = createContext<SessionState | undefined>(undefined);

/** Who may do what in this tab. */
export function SessionProvider({ children }: { readonly children: ReactNode }) {
  const [session, setSession] = useState<Session>({ operator: false, operable: false });
  const ask = useCallback(async () => {
    const now = await get<Session>('session');
    setSession(now);
    return now;
  }, []);
  useEffect(() => void ask().catch(() => undefined), [ask]);

  const unlock = useCallback(
    async (key: string) => {
      const before = operatorKey();
      keepOperatorKey(key);
      const { operator } = await ask();
      if (!operator) keepOperatorKey(before);
      return operator;
    },
    [ask],
  );
  const lock = useCallback(() => {
    keepOperatorKey(undefined);
    setSession((now) => ({ ...now, operator: false }));
  }, []);
  const state = useMemo(() => ({ ...session, unlock, lock }), [session, unlock, lock]);
  return <Context value={state}>{children}</Context>;
}

export function useSession(): SessionState {
  const session = useContext(Context);
  if (!session) throw new Error('useSession is used outside of SessionProvider');
  return session;
}
