/** Minutes that all but the soak may take. */
const REST = 15;

/** Given when the suite has taken too long, or is told to end: what it has started ends in order then. */
export function stopOrder(soakMinutes: number): AbortSignal {
  const order = new AbortController();
  const most = REST + soakMinutes;
  const late = new Error(`the suite did not end within ${most} minutes`);
  setTimeout(() => order.abort(late), most * 60_000).unref();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    // A second one ends the process at once.
    process.once(signal, () => order.abort(new Error(`the suite was ended by ${signal}`)));
  }
  return order.signal;
}
