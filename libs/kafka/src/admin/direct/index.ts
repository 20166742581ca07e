export { BrokerPool } from './broker-pool.js';
export { browse, type BrowseOptions, type Page } from './browse.js';
export {
  type BrokerNode,
  type ClusterState,
  clusterState,
  type PartitionState,
  type TopicState,
  topicState,
} from './cluster-state.js';
export { fetchRecords } from './fetch-records.js';
export { follow, type FollowOptions } from './follow.js';
export { type GroupMember, type GroupState, groupStates, type GroupStates } from './group-states.js';
export { type LogPlace, logOffsets } from './log-offsets.js';
export { logSizes } from './log-sizes.js';
export type { Beginning } from './positions.js';
export type { Direction, Viewed } from './merge.js';
export { tail, type TailOptions } from './tail.js';
export { topicConfig, type TopicSetting } from './topic-config.js';
