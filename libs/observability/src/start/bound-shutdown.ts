/** Less than the 10 s that `docker stop` and the 30 s that Kubernetes wait before SIGKILL. */
const LONGEST_SHUTDOWN_MS = 8_000;

/**
 * Ends the process with one line and exit code 1 when it has not ended 8 s after it was told to: a client that
 * never finishes its request, or a broker that hangs, must not keep it.
 */
export function boundShutdown(): void {
  const giveUp = (): void => {
    process.stderr.write('stopping took longer than 8 s: what was under way is abandoned\n', () =>
      process.exit(1),
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => setTimeout(giveUp, LONGEST_SHUTDOWN_MS).unref());
  }
}
