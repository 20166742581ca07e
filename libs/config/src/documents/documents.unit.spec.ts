import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { environment, sections } from '../environment.js';
import { readEnvironment } from '../read-environment.js';
import { variable } from '../variable.js';
import { documents } from './documents.js';
import { example } from './example.js';
import { table } from './table.js';

const project = join(import.meta.dirname, '../../../..');
const read = (path: string): string => readFileSync(join(project, path), 'utf8');

describe('the variables of this repository', () => {
  it.each([...documents(read)])('are those of %s; otherwise run: npm run config -- write', (path, text) => {
    expect(read(path)).toBe(text);
  });

  it('are in one section each', () => {
    const names = sections.flatMap(({ variables }) => Object.keys(variables));
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(Object.keys(environment.shape));
  });

  it('have defaults that may be written out', () => {
    const lines = [...read('.env.example').matchAll(/^#([A-Z_]+)=(.*)$/gm)];
    const written = Object.fromEntries(lines.map(([, name, value]) => [name, value]));
    expect(readEnvironment(environment, written)).toEqual(readEnvironment(environment, {}));
  });
});

describe('what is made of a section', () => {
  const section = {
    meaning: 'what a door is made of',
    variables: {
      WOOD: variable(z.string().default('oak'), { meaning: 'a tree' }),
      LOCK: variable(z.string().optional()),
    },
  };

  it('is a row of all its variables', () => {
    expect(table([section])).toBe(
      [
        '| variable       | default     | meaning                |',
        '| -------------- | ----------- | ---------------------- |',
        '| `WOOD`, `LOCK` | `oak`, none | what a door is made of |\n',
      ].join('\n'),
    );
  });

  it('is a part of the example, that changes nothing where it is copied', () => {
    expect(example([section])).toContain(
      '\n\n# What a door is made of.\n# WOOD: a tree\n#WOOD=oak\n#LOCK=\n',
    );
  });
});
