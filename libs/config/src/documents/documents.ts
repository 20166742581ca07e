import { sections } from '../environment.js';
import { example } from './example.js';
import { table } from './table.js';

const TABLE = /^\| variable .*\n(?:\|.*\n)*/m;

/** The files that tell of the variables, as they should be, by path. @param read gives a file of the repository. */
export function documents(read: (path: string) => string): ReadonlyMap<string, string> {
  return new Map([
    ['README.md', read('README.md').replace(TABLE, () => table(sections))],
    ['.env.example', example(sections)],
  ]);
}
