import { oneLine } from './render.js';

type Cell = string | number | undefined;

/** Lines with columns under their heads; numbers stand to the right, and `-` where there is nothing. */
export function table(heads: readonly string[], rows: readonly (readonly Cell[])[]): string[] {
  const texts = [heads, ...rows.map((row) => row.map((cell) => oneLine(String(cell ?? '-'))))];
  const widths = heads.map((_, column) => Math.max(...texts.map((row) => row[column]?.length ?? 0)));
  const isNumber = heads.map((_, column) => rows.some((row) => typeof row[column] === 'number'));
  return texts.map((row) =>
    row
      .map((text, column) => {
        const width = widths[column] ?? 0;
        return isNumber[column] ? text.padStart(width) : text.padEnd(width);
      })
      .join('  ')
      .trimEnd(),
  );
}
