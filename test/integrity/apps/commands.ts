/** Commands that come on standard input, a line each. The process ends with whoever sends them. */
export function obey(commands: Readonly<Record<string, () => void>>): void {
  let rest = '';
  process.stdin.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) commands[line]?.();
  });
  process.stdin.on('end', () => process.exit(3));
}
