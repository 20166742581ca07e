import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { check } from 'recheck';
import ts from 'typescript';
import { expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Every regular expression of the sources, as it is written, with the file that has it. */
function patterns(): Map<string, string> {
  const files = ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  );
  const found = new Map<string, string>();
  for (const file of files.filter((name) => /\.tsx?$/.test(name) && !name.endsWith('.spec.ts'))) {
    const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest);
    const visit = (node: ts.Node): void => {
      if (ts.isRegularExpressionLiteral(node)) found.set(node.text, file);
      ts.forEachChild(node, visit);
    };
    visit(source);
  }
  return found;
}

it('no pattern takes longer than a line is long, whatever the line is', { timeout: 240_000 }, async () => {
  const slow = [];
  const all = patterns();
  expect(all.size).toBeGreaterThan(50);
  for (const [literal, file] of all) {
    const end = literal.lastIndexOf('/');
    const { status } = await check(literal.slice(1, end), literal.slice(end + 1));
    if (status !== 'safe') slow.push(`${file}: ${literal} is ${status}`);
  }
  expect(slow).toEqual([]);
  expect((await check('^(a+)+$', '')).status).toBe('vulnerable');
});
