export { committedPast } from './admin/committed-past.js';
export { createKafka, type KafkaSettings } from './client/create-kafka.js';
export { brokerList } from './client/broker-list.js';
export { messageOf } from './client/message-of.js';
export { KafkaStrategy, type KafkaStrategyOptions } from './consume/kafka-strategy.js';
export {
  type Contract,
  type ContractDefinition,
  defineContract,
  type TextForm,
} from './contract/contract.js';
export { Contracts } from './contract/contracts.js';
export * from './errors.js';
export { KafkaModule, type KafkaModuleOptions } from './kafka.module.js';
export { EventPublisher, type PublishOptions } from './publish/event-publisher.js';
export { leastBytes, type Partitioner } from './publish/partitioners.js';
export type { Receipt } from './publish/receipt.js';
export { decodeContent } from './wire/content.js';
