import { producerConformance } from './support/producer-conformance.js';
import { startProducer } from './support/producer-driver.js';

producerConformance('our producer on kafkajs connections', startProducer);
