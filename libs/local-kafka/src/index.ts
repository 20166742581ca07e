export { LocalKafka } from './local-kafka.js';
export { LocalKafkaError, type LocalKafkaErrorCode } from './errors.js';
export type { LocalBroker, LocalKafkaOptions } from './options.js';
export type { BrokerConfig } from './node/cluster-plan.js';
export { guardProcess } from './guard/process-guard.js';
export { chooseBrokers, type ChosenBrokers } from './choose-brokers.js';
export { openProjectKafka, type ProjectKafka, type ProjectKafkaOptions } from './project/project-kafka.js';
export { ensureJars } from './java/jars.js';
export { findJava } from './java/java.js';
