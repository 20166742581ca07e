const NAME = 'operator-key';

/** The key of this tab, forgotten when it is closed. */
export const operatorKey = (): string | undefined => sessionStorage.getItem(NAME) ?? undefined;

export function keepOperatorKey(key: string | undefined): void {
  if (key === undefined) sessionStorage.removeItem(NAME);
  else sessionStorage.setItem(NAME, key);
}

/** The headers that tell the key of this tab. */
export function authorization(): Record<string, string> {
  const key = operatorKey();
  return key === undefined ? {} : { authorization: `Bearer ${key}` };
}
