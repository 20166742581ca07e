import type { z } from 'zod';
import { defaultOf, notes, type Section } from '../variable.js';

const HEAD = [
  '# Made from libs/config by `npm run config -- write`. Copy to .env, which is read from the working folder and never',
  '# committed; the environment goes before it. Each line shows the default. A secret may stand in a file instead, which',
  '# the variable of the same name with _FILE behind it names.',
];

/** `.env.example`: every variable with its default, which a copy leaves as it is. */
export function example(sections: readonly Section[]): string {
  const parts = sections.map(({ meaning, variables }) => {
    const lines = Object.entries(variables).flatMap(([name, schema]) => linesOf(name, schema));
    return [`# ${meaning[0]?.toUpperCase()}${meaning.slice(1)}.`, ...lines].join('\n');
  });
  return [HEAD.join('\n'), ...parts].join('\n\n') + '\n';
}

function linesOf(name: string, schema: z.ZodType): string[] {
  const { meaning } = notes.get(schema) ?? {};
  return [...(meaning ? [`# ${name}: ${meaning}`] : []), `#${name}=${defaultOf(schema) ?? ''}`];
}
