import { cell, goalTarget, goalValue, isReached } from './format.js';
import type { Recorded, RecordedPart } from './recorded.js';
import type { Table } from './result.js';

const INTRODUCTION = `# Benchmarks

This project beside what one would use in its place, in the same run on the same machine, each with the settings its
own documentation recommends ([bench/peers](../bench/peers/README.md)) and \`acks=all\` everywhere but in the original Go
program, which asks for none; of one broker, so that no other is waited for. Written by
\`npm run bench -- --record\`, not by hand. Ratios carry over to other machines, absolute figures do not: clients,
broker and load share the cores. A figure is the median of the rounds, with the least and the most in brackets.
`;

/** docs/benchmarks.md */
export function markdown(recorded: Recorded): string {
  const parts = Object.values(recorded);
  return [
    INTRODUCTION,
    ...(parts.some(({ goals }) => goals.length > 0) ? ['## At a glance', goalsTable(parts)] : []),
    ...parts.flatMap(partLines),
  ].join('\n\n');
}

function partLines(part: RecordedPart): string[] {
  const versions = Object.entries(part.machine.versions).map(([name, version]) => `${name} ${version}`);
  return [
    `## ${part.title}`,
    part.about,
    ...part.plots.map(({ file, title }) => `![${title}](benchmarks/${file}.svg)`),
    ...part.tables.map(tableLines),
    `_${part.date}; ${part.machine.hardware}; ${versions.join(', ')}._`,
  ];
}

const rows = (all: readonly (readonly string[])[]): string =>
  all.map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const tableLines = ({ title, columns, rows: all }: Table): string =>
  rows([
    [title, ...columns.map(({ name }) => name)],
    ['---', ...columns.map(() => '--:')],
    ...all.map(({ name, figures }) => [
      name,
      ...columns.map(({ digits }, index) => cell(figures[index], digits)),
    ]),
  ]);

const goalsTable = (parts: readonly RecordedPart[]): string =>
  rows([
    ['', 'found', 'target', ''],
    ['---', '--:', '--:', '---'],
    ...parts.flatMap(({ goals }) =>
      goals.map((goal) => [goal.name, goalValue(goal), goalTarget(goal), verdict(isReached(goal))]),
    ),
  ]);

const verdict = (reached: boolean | undefined): string =>
  reached === undefined ? '' : reached ? 'reached' : 'not reached';
