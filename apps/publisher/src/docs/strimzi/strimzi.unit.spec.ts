import { defineContract } from '@app/kafka';
import { IsString } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { kafkaTopics } from './kafka-topics.js';
import { actingUser, kafkaUsers } from './kafka-users.js';

class Note {
  @IsString() readonly text!: string;
}

interface Acl {
  readonly resource: { readonly type: string; readonly name?: string; readonly patternType?: string };
  readonly operations: readonly string[];
}
interface Resource {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly topicName: string;
    readonly partitions: number;
    readonly config?: object;
    readonly authorization: { readonly acls: readonly Acl[] };
  };
}

const parse = (text: string): Resource[] => parseAllDocuments(text).map((each) => each.toJS() as Resource);
const notes = (topic: string) =>
  defineContract({
    topic,
    type: 'test.note.v1',
    payload: Note,
    partitions: 3,
    retryTopics: ['30s', '5m'],
  });

describe('topics', () => {
  it('are those of the contract, of each delay, of its dead letters and of redrives', () => {
    const made = parse(kafkaTopics([notes('notes')])).map(({ spec }) => spec);
    const larger = { 'max.message.bytes': expect.any(Number) as number };
    expect(made).toEqual([
      { topicName: 'notes', partitions: 3 },
      { topicName: 'notes-dlt', partitions: 3, config: { 'retention.ms': -1, ...larger } },
      { topicName: 'notes-retry-30s', partitions: 3, config: larger },
      { topicName: 'notes-retry-5m', partitions: 3, config: larger },
      { topicName: 'redrive-progress', partitions: 1, config: { 'cleanup.policy': 'compact' } },
    ]);
  });

  it('have names that Kubernetes takes, whatever Kafka has', () => {
    const made = parse(kafkaTopics([notes('My_Notes'), notes('my.notes')]));
    const names = made.map(({ metadata }) => metadata.name);
    expect(names.filter((name) => !/^[a-z0-9][-a-z0-9.]*[a-z0-9]$/.test(name))).toEqual([]);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('rights', () => {
  const rightsOf = (text: string, user: string): string[] =>
    (parse(text).find(({ metadata }) => metadata.name === user)?.spec.authorization.acls ?? []).map(
      ({ resource: { type, name = '', patternType }, operations }) =>
        `${type} ${name}${patternType === 'prefix' ? '…' : ''}: ${operations.join(' ')}`,
    );
  const users = kafkaUsers([notes('notes')]);

  it('of the publisher are to write, and to read what a relay wrote before it', () => {
    expect(rightsOf(users, 'publisher')).toEqual(['topic notes: Describe Read Write']);
  });

  it('of the subscriber reach to each delay and to the dead letters', () => {
    expect(rightsOf(users, 'subscriber')).toEqual([
      'topic notes: Describe Read',
      'topic notes-retry-30s: Describe Read Write',
      'topic notes-retry-5m: Describe Read Write',
      'topic notes-dlt: Describe Write',
      'group *: Read',
    ]);
  });

  it('of the console are to look, and what acts take besides', () => {
    const looks = [
      'topic *: Describe DescribeConfigs Read',
      'group *: Describe',
      'cluster : Describe DescribeConfigs',
    ];
    expect(rightsOf(users, 'console')).toEqual(looks);
    expect(rightsOf(actingUser([notes('notes')]), 'console')).toEqual([
      ...looks,
      'topic notes: Describe Write',
      'topic redrive-progress: Describe Write',
      'transactionalId redrive-…: Describe Write',
      'group *: Read',
    ]);
  });
});
