import type { z } from 'zod';
import { defaultOf, notes, type Section } from '../variable.js';

const HEAD = ['variable', 'default', 'meaning'];

const code = (text: string): string => `\`${text}\``;

/** A row a section, as prettier would write it. */
export function table(sections: readonly Section[]): string {
  const rows = [HEAD, ...sections.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const [head = '', ...others] = rows.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`,
  );
  const line = `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`;
  return [head, line, ...others].join('\n') + '\n';
}

function rowOf({ meaning, variables }: Section): string[] {
  const defaults = Object.values(variables).map(shownDefault);
  const isNone = defaults.every((text) => text === 'none');
  return [Object.keys(variables).map(code).join(', '), isNone ? 'none' : defaults.join(', '), meaning];
}

function shownDefault(schema: z.ZodType): string {
  const byDefault = notes.get(schema)?.byDefault;
  if (byDefault !== undefined) return byDefault;
  const value = defaultOf(schema);
  return value === undefined ? 'none' : code(value);
}
