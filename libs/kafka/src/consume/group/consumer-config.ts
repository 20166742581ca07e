import kafkajs, { type ConsumerConfig } from 'kafkajs';
import { wholeBatches } from '../../client/fetch/whole-batches.js';

/** How kafkajs is to consume for a group. */
export const consumerConfig = (groupId: string): ConsumerConfig => ({
  groupId,
  partitionAssigners: [wholeBatches(kafkajs.PartitionAssigners.roundRobin)],
  // How long a dead member holds up the others.
  sessionTimeout: 10_000,
  heartbeatInterval: 3_000,
  rebalanceTimeout: 30_000,
  // With all partitions paused, heartbeats and resumed partitions wait for this.
  maxWaitTimeInMs: 250,
  // Small enough for the garbage collector to find most of it gone by its next round, and the next fetch is under way.
  maxBytesPerPartition: 64 * 1024,
  // How long new partitions of a topic, and new topics of a pattern, go unread; kafkajs' 5 minutes are Java's.
  metadataMaxAge: 30_000,
  allowAutoTopicCreation: false,
  // Who supervises the consumer makes a new one: kafkajs itself does not come back from every error.
  retry: { retries: 5, restartOnFailure: () => Promise.resolve(false) },
});
