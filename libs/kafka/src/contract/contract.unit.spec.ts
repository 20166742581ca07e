import { IsString } from 'class-validator';
import { describe, expect, it } from 'vitest';
import { ConfigurationError, UnknownTopicError } from '../errors.js';
import { defineContract } from './contract.js';
import { Contracts } from './contracts.js';

class Note {
  @IsString()
  readonly text!: string;
}

const definition = { topic: 'notes', type: 'test.note.v1', payload: Note };

describe('defineContract', () => {
  it('has six partitions unless told otherwise', () => {
    expect(defineContract(definition).partitions).toBe(6);
    expect(defineContract({ ...definition, partitions: 1 }).partitions).toBe(1);
  });

  it.each(['', '.', '..', 'no spaces', 'a/b', 'x'.repeat(250)])('refuses the topic name "%s"', (topic) => {
    expect(() => defineContract({ ...definition, topic })).toThrow(ConfigurationError);
  });

  it.each([
    ['x'.repeat(245), []],
    ['x'.repeat(239), ['30s']],
  ] as const)('takes a topic as long as its suffixes let it be: %s, %j', (topic, retryTopics) => {
    expect(defineContract({ ...definition, topic, retryTopics }).topic).toBe(topic);
  });

  it.each([
    ['x'.repeat(246), []],
    ['x'.repeat(240), ['30s']],
  ] as const)('refuses a topic that leaves no room for them: %s, %j', (topic, retryTopics) => {
    expect(() => defineContract({ ...definition, topic, retryTopics })).toThrow(
      'would have 250 of at most 249',
    );
  });

  it.each([[['30s', '30s']], [['1d']], [['0s']]])('refuses the retry topics %j', (delays) => {
    const retryTopics = delays as ['30s'];
    expect(() => defineContract({ ...definition, retryTopics })).toThrow('different delays');
  });

  it.each([0, -1, 1.5, Number.NaN])('refuses %s partitions', (partitions) => {
    expect(() => defineContract({ ...definition, partitions })).toThrow(ConfigurationError);
  });
});

describe('Contracts', () => {
  it('finds a contract by its topic', () => {
    const note = defineContract(definition);
    expect(new Contracts([note]).get('notes')).toBe(note);
  });

  it('names the topics it knows when asked for another', () => {
    const contracts = new Contracts([defineContract(definition)]);
    expect(() => contracts.get('nope')).toThrow(UnknownTopicError);
    expect(() => contracts.get('nope')).toThrow('known topics: notes');
  });

  it('refuses two contracts of one topic', () => {
    expect(() => new Contracts([defineContract(definition), defineContract(definition)])).toThrow(
      'two contracts name the topic notes',
    );
  });
});
