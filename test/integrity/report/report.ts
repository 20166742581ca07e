import { table } from '../../../bench/support/table.js';
import type { Choice } from '../choose.js';
import type { Options } from '../options.js';
import type { Scenario } from '../support/scenario.js';
import { Failures } from './failures.js';
import type { Result } from './result.js';
import { HEAD, rowOf } from './table.js';

/** What is told of the suite, as it goes on and at its end. */
export class Report {
  private readonly failures: Failures;
  private readonly skipped: readonly string[];
  private readonly ended = new Map<Scenario, Result>();

  constructor(
    private readonly choice: Choice,
    options: Options,
    private readonly say: (line: string) => void,
  ) {
    this.failures = new Failures(options);
    for (const { scenario, why } of choice.failed) this.failures.add(scenario, [why]);
    this.skipped = choice.skipped.map(({ scenario, why }) => `SKIPPED  ${scenario.title}: ${why}`);
    for (const line of this.skipped) say(line);
  }

  /** Of those that came to their end, in the order of the table. */
  get results(): readonly Result[] {
    return this.choice.chosen.flatMap((scenario) => this.ended.get(scenario) ?? []);
  }

  /** Names of those that were to be run, and were not passed. */
  get failed(): readonly string[] {
    return this.failures.names;
  }

  end(scenario: Scenario, result: Result | Error, seconds: number): void {
    if (!(result instanceof Error)) this.ended.set(scenario, result);
    const faults = result instanceof Error ? [result.message] : result.faults;
    this.say(`${faults.length === 0 ? 'passed' : 'FAILED'}  ${scenario.title} (${Math.round(seconds)} s)`);
    if (faults.length > 0) this.failures.add(scenario, faults);
  }

  /** What befell the suite as a whole. */
  note(line: string): void {
    this.failures.note(line);
  }

  /** The table, and what was skipped or failed after it, where nobody overlooks it. Returns whether all is well. */
  tell(): boolean {
    const { lines } = this.failures;
    this.say(`\n${table([HEAD, ...this.results.map(rowOf)])}`);
    for (const line of [...this.skipped, ...lines]) this.say(line);
    return lines.length === 0;
  }
}
