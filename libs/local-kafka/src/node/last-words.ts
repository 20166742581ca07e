/** The signal that ended Java, or that memory did not suffice, among the lines with `#` that it prints then. */
const CRASH = /^# +(SIG[A-Z]+ \(|There is insufficient memory)/;

/** The line of a Java log that says best why the process ended; empty for an empty log. */
export function lastWords(log: string): string {
  const lines = log.split('\n').filter((line) => line.trim() !== '' && !/^\s+at /.test(line));
  const cause =
    lines.findLast((line) => CRASH.test(line)) ??
    lines.findLast((line) => /\w(Exception|Error): \S/.test(line)) ??
    lines.findLast((line) => / (ERROR|FATAL) /.test(line)) ??
    lines.at(-1) ??
    '';
  return cause
    .replace(/^(Caused by: |# +)/, '')
    .trim()
    .slice(0, 300);
}
