/** The part of a line of Nest's JSON logger that is shown. */
interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly context?: string;
}

export interface Shown {
  readonly output: 'stdout' | 'stderr' | 'nowhere';
  readonly text: string;
}

/**
 * Where a line that an app logged is shown: what a controller logged goes to standard output as it is, what is
 * wrong to standard error with the app's name, the rest nowhere.
 */
export function show(app: string, line: string): Shown {
  const log = parse(line);
  if (!log) return { output: 'stderr', text: `${app}: ${line}` };
  if (log.level !== 'log') return { output: 'stderr', text: `${app}: ${log.message}` };
  if (log.context?.endsWith('Controller')) return { output: 'stdout', text: log.message };
  return { output: 'nowhere', text: '' };
}

function parse(line: string): LogLine | undefined {
  try {
    const value = JSON.parse(line) as Partial<LogLine> | null;
    return value && typeof value.level === 'string' ? (value as LogLine) : undefined;
  } catch {
    return undefined;
  }
}
