import { commandOf, type Options } from '../options.js';
import type { Scenario } from '../support/scenario.js';

/** Of a scenario; so that the end of a long output tells of all that failed. */
const LINES = 6;
const WIDTH = 400;

/** What is told last: which scenarios failed, why, and how to run them again. */
export class Failures {
  private readonly told: string[] = [];
  readonly names: string[] = [];

  constructor(private readonly options: Options) {}

  add({ name, title }: Scenario, faults: readonly string[]): void {
    this.names.push(name);
    const all = faults.flatMap((fault) => fault.split('\n'));
    const why = all.slice(0, LINES);
    const more = all.length > LINES ? [`and ${all.length - LINES} more`] : [];
    this.told.push(`FAILED  ${title}`, ...[...why, ...more].map((line) => `        ${line.slice(0, WIDTH)}`));
  }

  /** Of the suite as a whole. */
  note(line: string): void {
    this.told.push(`FAILED  ${line.replaceAll('\n', ' ').slice(0, WIDTH)}`);
  }

  /** None where all is well. */
  get lines(): readonly string[] {
    if (this.told.length === 0) return [];
    const again = commandOf(this.options, this.names);
    return [...this.told, `again by ${again}; ledgers and output: .kafka/integrity`];
  }
}
