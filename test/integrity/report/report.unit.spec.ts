import { describe, expect, it } from 'vitest';
import { Report } from './report.js';
import type { Result } from './result.js';

const scenario = (name: string) => ({ name, title: `title of ${name}`, run: async () => undefined });
const [one, two, three] = [scenario('one'), scenario('two'), scenario('three')];

const resultOf = ({ name, title }: typeof one): Result => ({
  name,
  title,
  acknowledged: 7,
  lost: 0,
  repeats: { log: 0, handled: 0 },
  deadLetters: 0,
  failedRequests: {},
  longestPauseMs: 0,
  recoveryMs: 0,
  faults: [],
});

function begin({ skipped = false, failed = false } = {}) {
  const said: string[] = [];
  const unable = [{ scenario: three, why: 'why not' }];
  const choice = { chosen: [one, two], skipped: skipped ? unable : [], failed: failed ? unable : [] };
  return {
    said,
    report: new Report(choice, { names: [], seed: 7, minutes: 5, write: false }, (line) => said.push(line)),
  };
}

describe('a report', () => {
  it('has a row for each scenario that came to its end, in their order', () => {
    const { report, said } = begin();
    report.end(two, resultOf(two), 1);
    report.end(one, resultOf(one), 1);
    expect(report.results.map(({ name }) => name)).toEqual(['one', 'two']);
    expect(report.tell()).toBe(true);
    expect(said.at(-1)).toMatch(/title of one .*\n.*title of two/);
  });

  it('has the table whatever has failed, and is not content', () => {
    const { report, said } = begin();
    report.end(one, resultOf(one), 1);
    report.end(two, new Error('no cluster'), 1);
    report.note('brokers left');
    expect(report.tell()).toBe(false);
    expect(report.failed).toEqual(['two']);
    expect(said.join('\n')).toMatch(
      /title of one  .*[^]*FAILED  title of two\n.*no cluster\nFAILED  brokers left/,
    );
  });

  it('says first and last what is skipped, and is content', () => {
    const { report, said } = begin({ skipped: true });
    expect(report.tell()).toBe(true);
    const line = 'SKIPPED  title of three: why not';
    expect([said.at(0), said.at(-1)]).toEqual([line, line]);
  });

  it('is not content where a scenario had to be possible', () => {
    const { report } = begin({ failed: true });
    expect(report.tell()).toBe(false);
  });
});
