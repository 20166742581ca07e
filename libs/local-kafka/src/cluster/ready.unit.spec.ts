import { expect, it } from 'vitest';
import { groupPerPartition } from './ready.js';

/** Java's String.hashCode, by which Kafka finds a group's partition. */
const javaHash = (text: string): number =>
  text.split('').reduce((hash, letter) => Math.imul(hash, 31) + letter.charCodeAt(0), 0);

it.each([1, 10, 50])('has a group for each of %i partitions', (partitions) => {
  const covered = new Set(
    groupPerPartition(partitions).map((group) => Math.abs(javaHash(group)) % partitions),
  );
  expect(covered.size).toBe(partitions);
});
