import { table } from '../support/table.js';
import { cell, goalTarget, goalValue, isReached } from './format.js';
import type { Result, Table } from './result.js';

/** A result for a terminal. */
export const resultText = ({ title, tables, goals, missing }: Result): string =>
  [
    `\n${title}\n`,
    ...tables.map(tableText),
    goals.length === 0 ? '' : table([['', 'found', 'target', ''], ...goals.map(goalRow)]),
    ...missing.map((line) => `${line}\n`),
  ].join('\n');

const tableText = ({ title, columns, rows }: Table): string =>
  table([
    [title, ...columns.map(({ name }) => name)],
    ...rows.map(({ name, figures }) => [
      name,
      ...columns.map(({ digits }, index) => cell(figures[index], digits)),
    ]),
  ]);

const goalRow = (goal: Result['goals'][number]): string[] => [
  goal.name,
  goalValue(goal),
  goalTarget(goal),
  isReached(goal) === false ? 'not reached' : '',
];
