import type { Result } from './result.js';

export const HEAD = [
  'scenario',
  'acknowledged',
  'lost',
  'repeated in the log',
  'repeated by handlers',
  'dead letters',
  'longest pause',
  'time to recover',
] as const;

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

export const rowOf = (result: Result): string[] => [
  result.title,
  String(result.acknowledged),
  String(result.lost),
  String(result.repeats.log),
  String(result.repeats.handled),
  String(result.deadLetters),
  seconds(result.longestPauseMs),
  seconds(result.recoveryMs),
];
