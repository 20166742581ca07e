/** Minutes that all but the soak may take. */
const REST = 15;
/** For all that was started to end in order, once it was told to. */
const IN_ORDER_S = 60;

export const mostMinutes = (soakMinutes: number): number => REST + soakMinutes;

/**
 * Given when the suite has taken too long, or is told to end: what it has started ends in order then.
 *
 * @param giveUp called with the reason where that, too, has taken too long
 */
export function stopOrder(soakMinutes: number, giveUp: (why: string) => void): AbortSignal {
  const order = new AbortController();
  const most = mostMinutes(soakMinutes);
  const give = (why: string): void => {
    if (order.signal.aborted) return;
    order.abort(new Error(why));
    setTimeout(() => giveUp(`${why}, nor in order within ${IN_ORDER_S} s`), IN_ORDER_S * 1000).unref();
  };
  setTimeout(() => give(`the suite did not end within ${most} minutes`), most * 60_000).unref();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // A second one ends the process at once.
    process.once(signal, () => give(`the suite was ended by ${signal}`));
  }
  return order.signal;
}
