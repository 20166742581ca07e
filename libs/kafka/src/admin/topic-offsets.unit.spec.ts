import type { Admin } from 'kafkajs';
import { describe, expect, it } from 'vitest';
import { topicOffsets } from './topic-offsets.js';

const OFFSETS = [{ partition: 0, offset: '3', high: '3', low: '0' }];

/** An admin client whose first answers are these errors. */
const adminThatFails = (...errors: Error[]): Admin =>
  ({
    fetchTopicOffsets: async () => {
      const error = errors.shift();
      if (error) throw error;
      return OFFSETS;
    },
  }) as Partial<Admin> as Admin;

describe('topicOffsets', () => {
  it('asks again while a leader changes', async () => {
    const moved = Object.assign(new Error('not the leader'), { retriable: true });
    await expect(topicOffsets(adminThatFails(moved, moved), 't')).resolves.toEqual(OFFSETS);
  });

  it('passes on what another try does not help', async () => {
    const denied = Object.assign(new Error('denied'), { retriable: false });
    await expect(topicOffsets(adminThatFails(denied), 't')).rejects.toThrow('denied');
  });
});
