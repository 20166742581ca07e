export { KafkaTestKit, type KafkaTestKitOptions } from './kafka-test-kit.js';
