export * from './my-kafka-topic/my-kafka-topic.contract.js';
export * from './order-placed/order-placed.contract.js';
