export * from './my-kafka-topic/my-kafka-topic.controller.js';
export * from './order-placed/order-placed.controller.js';
