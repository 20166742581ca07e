import { expect, it } from 'vitest';
import { Failures } from './failures.js';

const options = { names: [], seed: 7, minutes: 5, write: false };
const scenario = (name: string) => ({ name, title: `title of ${name}`, run: async () => undefined });

it('tells nothing where nothing failed', () => {
  expect(new Failures(options).lines).toEqual([]);
});

it('tells which scenarios failed, why, and how to run them again, in few lines', () => {
  const failures = new Failures(options);
  failures.add(scenario('one'), ['1 acknowledged and lost: a/0']);
  failures.add(scenario('two'), ['a\nb\nc', ...Array.from({ length: 9 }, (_, n) => `fault ${n}`)]);
  expect(failures.lines).toEqual([
    'FAILED  title of one',
    '        1 acknowledged and lost: a/0',
    'FAILED  title of two',
    ...['a', 'b', 'c', 'fault 0', 'fault 1', 'fault 2'].map((line) => `        ${line}`),
    '        and 6 more',
    'again by npm run test:integrity -- --seed 7 one two; ledgers and output: .kafka/integrity',
  ]);
});

it('tells how long the soak was, where it was not as long as always', () => {
  const failures = new Failures({ ...options, minutes: 30 });
  failures.add(scenario('soak'), ['grown']);
  expect(failures.lines.at(-1)).toMatch(/^again by npm run test:integrity -- --seed 7 --minutes 30 soak;/);
});

it('tells what befell the suite as a whole', () => {
  const failures = new Failures(options);
  failures.note('the suite did not end within 20 minutes');
  expect(failures.lines[0]).toBe('FAILED  the suite did not end within 20 minutes');
});
