/** The part of a line of Nest's JSON logger that is shown. */
interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly context?: string;
}

/**
 * Shows what an app logged: what a handler received goes to standard output as it is, what is wrong to
 * standard error with the app's name, the rest nowhere.
 */
export function show(app: string, line: string): void {
  const log = parse(line);
  if (!log) process.stderr.write(`${app}: ${line}\n`);
  else if (log.level !== 'log') process.stderr.write(`${app}: ${log.message}\n`);
  else if (log.context?.endsWith('Controller')) process.stdout.write(`${log.message}\n`);
}

function parse(line: string): LogLine | undefined {
  try {
    const value = JSON.parse(line) as Partial<LogLine> | null;
    return value && typeof value.level === 'string' ? (value as LogLine) : undefined;
  } catch {
    return undefined;
  }
}
