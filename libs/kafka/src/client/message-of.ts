/** One line for people of whatever was thrown: the innermost cause, since kafkajs wraps what happened. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const inner = error.cause instanceof Error ? messageOf(error.cause) : '';
  return (inner || error.message || error.name).split('\n', 1)[0] ?? error.name;
}
