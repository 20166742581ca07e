import { contracts } from '@app/contracts';
import { defineContract } from '@app/kafka';
import { IsInt, IsOptional, IsString, MaxLength } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { examine } from './examine.js';
import { readRecorded } from './folder.js';

describe('the contracts of this repository', () => {
  const { breaks, stale } = examine(contracts, readRecorded);

  it('break nobody who reads or writes their recorded versions', () => {
    expect(breaks).toEqual([]);
  });

  it('are those of contracts.lock.json, docs and deploy/kubernetes; otherwise run: npm run contracts -- write', () => {
    expect(stale).toEqual([]);
  });
});

class Note {
  @IsString() @MaxLength(10) readonly text!: string;
}

class Longer {
  @IsString() @MaxLength(20) readonly text!: string;
}

class Richer extends Note {
  @IsOptional() @IsInt() readonly stars?: number | null;
}

const notes = { topic: 'notes', type: 'test.note.v1', payload: Note };
const recorded = examine([defineContract(notes)], () => undefined).files;
const read = (path: string) => recorded.get(path);
const strimzi = ['base/kafka-topics.yaml', 'base/kafka-users.yaml', 'console-acts/kafka-user.yaml'].map(
  (file) => `deploy/kubernetes/${file}`,
);
const documents = ['contracts.lock.json', 'docs/openapi.json', 'docs/asyncapi.json'];
const all = [...documents, ...strimzi];

describe('what is recorded', () => {
  it('is all to be written at first, and breaks nobody', () => {
    expect(examine([defineContract(notes)], () => undefined)).toMatchObject({ breaks: [], stale: all });
    expect(examine([defineContract(notes)], read)).toMatchObject({ breaks: [], stale: [] });
  });

  it('is stale after any change, and says what one breaks', () => {
    const richer = examine([defineContract({ ...notes, payload: Richer })], read);
    expect(richer).toMatchObject({ breaks: [], stale: documents });
    const longer = examine([defineContract({ ...notes, payload: Longer })], read);
    expect(longer).toMatchObject({
      breaks: [expect.stringMatching(/^notes: text: maxLength/)],
      stale: documents,
    });
  });

  it('stands in an order that does not depend on that of the contracts', () => {
    const [one, other] = [defineContract(notes), defineContract({ ...notes, topic: 'a-notes' })];
    const lock = (list: Parameters<typeof examine>[0]) =>
      examine(list, () => undefined).files.get('contracts.lock.json');
    expect(lock([one, other])).toBe(lock([other, one]));
  });
});
