import { describe, expect, it } from 'vitest';
import { plainRecord } from '../../client/fetch/plain-record.fixture.js';
import { Assignment } from './assignment.js';
import { Load, TotalLoad } from './load.js';
import { PartitionWork, type Runner } from './partition-work.js';

const runner: Runner = {
  order: 'key',
  atOnce: 1,
  accept: () => undefined,
  abandon: () => undefined,
  stop: () => undefined,
};

const GIVEN_AWAY = new Error('given away');
const total = new TotalLoad();
const create = (topic: string, partition: number): PartitionWork =>
  new PartitionWork(topic, partition, runner, new Load(total));

const join = (memberId: string, memberAssignment: Record<string, readonly number[]>) => ({
  memberId,
  memberAssignment,
});

const names = (works: readonly PartitionWork[]): string[] =>
  works.map(({ topic, partition }) => `${topic}/${partition}`);

const withRecord = (work: PartitionWork | undefined): void => {
  work?.add([plainRecord(0, {})], 1);
};

describe('Assignment', () => {
  it('keeps what stays with the same member, drops what goes, and makes what comes', () => {
    const assignment = new Assignment(create);
    expect(names(assignment.take(join('a', { x: [0, 1], y: [0] }), GIVEN_AWAY).fresh)).toEqual([
      'x/0',
      'x/1',
      'y/0',
    ]);
    const [before, gone] = [assignment.find('x', 0), assignment.find('x', 1)];
    const { isSame, kept, lost, fresh } = assignment.take(join('a', { x: [0, 2] }), GIVEN_AWAY);
    expect([isSame, names(kept), names(lost), names(fresh)]).toEqual([
      true,
      ['x/0'],
      ['x/1', 'y/0'],
      ['x/2'],
    ]);
    expect(assignment.find('x', 0)).toBe(before);
    expect(gone?.abandoned).toBe(true);
    expect(names(assignment.all)).toEqual(['x/0', 'x/2']);
  });

  it.each(['another member id', 'a membership that ended'])('keeps only what has records after %s', (how) => {
    const assignment = new Assignment(create);
    assignment.take(join('a', { x: [0, 1] }), GIVEN_AWAY);
    withRecord(assignment.find('x', 0));
    if (how.startsWith('a membership')) assignment.endMembership();
    const id = how.startsWith('a membership') ? 'a' : 'b';
    const { isSame, kept, lost, fresh } = assignment.take(join(id, { x: [0, 1] }), GIVEN_AWAY);
    expect([isSame, names(kept), names(lost), names(fresh)]).toEqual([false, ['x/0'], ['x/1'], ['x/1']]);
  });

  it('does not take a topic whose name begins with a number for another partition', () => {
    const assignment = new Assignment(create);
    assignment.take(join('a', { '1/x': [1], x: [11] }), GIVEN_AWAY);
    expect(assignment.all).toHaveLength(2);
    expect(assignment.find('1/x', 1)).not.toBe(assignment.find('x', 11));
  });

  it('begins a partition anew in its place', () => {
    const assignment = new Assignment(create);
    assignment.take(join('a', { x: [0] }), GIVEN_AWAY);
    const [before] = assignment.all;
    withRecord(before);
    const fresh = before && assignment.restart(before, new Error('set back'));
    expect(before?.abandoned).toBe(true);
    expect(assignment.find('x', 0)).toBe(fresh);
    expect(fresh?.nextOffset).toBeUndefined();
  });

  it('gives up everything', () => {
    const before = total.bytes;
    const assignment = new Assignment(create);
    assignment.take(join('a', { x: [0, 1] }), GIVEN_AWAY);
    const works = assignment.all;
    for (const work of works) withRecord(work);
    assignment.clear(new Error('stopping'));
    expect(works.every(({ abandoned }) => abandoned)).toBe(true);
    expect(assignment.all).toEqual([]);
    expect(total.bytes).toBe(before);
  });
});
