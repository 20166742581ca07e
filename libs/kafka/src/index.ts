export { AdminError, type AdminErrorCode } from './admin/admin-error.js';
export { type DeadLetter } from './admin/dead-letters/dead-letter.js';
export { type LetterFilter, type LetterPlace } from './admin/dead-letters/letter-filter.js';
export {
  latestDeadLetters,
  type LatestLetter,
  type LatestOptions,
} from './admin/dead-letters/latest-dead-letters.js';
export { listDeadLetters } from './admin/dead-letters/list-dead-letters.js';
export { redrive, type RedriveOptions, type RedriveReport } from './admin/dead-letters/redrive.js';
export { type LetterStanding, standingOf } from './admin/dead-letters/standing-of.js';
export * from './admin/direct/index.js';
export { type GroupMove, type GroupPosition, replayInto, resetGroup } from './admin/group-offsets.js';
export { type Range, readRange } from './admin/read-range.js';
export type { Offsets, ReadRecord } from './admin/records.js';
export { type Position, replay, replayBounds, type ReplayRange } from './admin/replay.js';
export {
  circuitBreaker,
  type CircuitBreakerOptions,
  CircuitBreakers,
} from './consume/failure/breaker/circuit-breakers.js';
export type { BreakerLimits } from './consume/failure/breaker/circuit-breaker.js';
export {
  DeadLetterPublisher,
  type DeadLetterPublisherOptions,
} from './consume/failure/dead-letter-publisher.js';
export { RecordForwarder } from './consume/failure/record-forwarder.js';
export { committedPast } from './admin/committed-past.js';
export { createKafka, type KafkaAccess, type KafkaSettings } from './client/create-kafka.js';
export type { KafkaSecurity } from './client/security/kafka-security.js';
export { brokerList } from './client/broker-list.js';
export { messageOf, refusalOf } from './client/message-of.js';
export type { BatchBounds } from './consume/batch/batch-bounds.js';
export { ConsumerModule } from './consume/consumer.module.js';
export type { Delivery, Handle, Middleware, Step } from './consume/delivery.js';
export { BatchFailedError, GivenUpError, HandlerTimeoutError, NonRetriableError } from './consume/errors.js';
export type { ConsumerHealth, ConsumerStats, PartitionHealth } from './consume/health.js';
export type { ConsumerCounts, TopicCounts } from './consume/topic-counts.js';
export { KafkaStrategy } from './consume/kafka-strategy.js';
export type { HandlerExtras } from './consume/nest/handlers.js';
export { deliveriesOf, deliveryOf } from './consume/nest/record-context.js';
export type { KafkaStrategyOptions } from './consume/options.js';
export { eventIdOf } from './consume/steps/event-id.js';
export type { DeadLetters } from './consume/steps/dead-letter.js';
export { type IdStore, RecentIds } from './consume/steps/recent-ids.js';
export type { Order } from './consume/work/lanes.js';
export {
  type Contract,
  type ContractDefinition,
  defineContract,
  type TextForm,
} from './contract/contract.js';
export { clipped } from './contract/check/problems.js';
export { breaksBetween, lockContract, type LockedContract } from './contract/lock/index.js';
export { contractSchema, type JsonSchema, SchemaSet, textSchema, typesOf } from './contract/schema/index.js';
export type { RetryPolicy } from './contract/retry-policy.js';
export { Contracts } from './contract/contracts.js';
export { validate } from './contract/validate.js';
export * from './errors.js';
export { KafkaModule, type KafkaModuleOptions } from './kafka.module.js';
export { EventRecorder, type RecordedEvent, type RecordOptions } from './publish/event-recorder.js';
export { EventPublisher } from './publish/event-publisher.js';
export { KafkaClient, type KafkaClientOptions } from './publish/nest/kafka-client.js';
export { kafkaClient } from './publish/nest/register.js';
export { type PlainRecord, Producer, type ProducerOptions, type RecordPlace } from './publish/producer.js';
export type { PublishItem, PublishOptions, PublishResult } from './publish/publish-options.js';
export { leastBytes, type Partitioner } from './publish/partitioners.js';
export type { ProducerStats, TopicStats } from './publish/producer-stats.js';
export type { Receipt } from './publish/receipt.js';
export {
  deadLetterTopic,
  PROGRESS_TOPIC,
  REDRIVES,
  retryTopic,
  topicOfDeadLetters,
} from './contract/topic-names.js';
export { Histogram } from './stats/histogram.js';
export { failSpan, inSpan, isTraced, parentOf, SpanKind, startSpan } from './trace/spans.js';
export { contextOfSpan, type TraceContext, traceContext } from './trace/trace-context.js';
export { isoTime } from './wire/iso-time.js';
export { currentEvent, currentTraceId, type EventFields, inTrace } from './trace/current.js';
export { decodeContent } from './wire/content.js';
export { firstHeader, headerValues } from './wire/header-values.js';
export { decodeOmitted } from './wire/omitted-header.js';
export { readEvent } from './wire/read-event.js';
