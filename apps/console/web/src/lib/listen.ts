const AGAIN_MS = 5_000;

/**
 * Server-sent events until the returned function is called. A browser connects again by itself when a connection is
 * lost, but not after a refusal, such as 429; then it is asked for anew.
 *
 * @param address asked for each time, so that it can say where to go on.
 * @param lost called whenever there is no connection.
 */
export function listen(
  address: () => string,
  listeners: Readonly<Record<string, (event: MessageEvent<string>) => void>>,
  lost: () => void,
): () => void {
  let timer: number | undefined;
  let source: EventSource;
  const open = (): void => {
    const mine = new EventSource(address());
    source = mine;
    for (const [name, listener] of Object.entries(listeners)) mine.addEventListener(name, listener);
    mine.addEventListener('error', () => {
      lost();
      if (mine.readyState === EventSource.CLOSED) timer = window.setTimeout(open, AGAIN_MS);
    });
  };
  open();
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
