import type { Labels } from './metric.js';

/**
 * Names and labels of OpenTelemetry's semantic conventions for messaging where there are such
 * (https://opentelemetry.io/docs/specs/semconv/messaging/messaging-metrics/ and .../kafka/), as Prometheus writes them:
 * dots as underscores, unit and `_total` at the end
 * (https://opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics/). All else begins with
 * `kafka_producer_` or `kafka_consumer_` and has the same labels.
 */
export const SYSTEM: Labels = { messaging_system: 'kafka' };

export const destination = (topic: string): Labels => ({ ...SYSTEM, messaging_destination_name: topic });

export const inGroup = (group: string): Labels => ({ ...SYSTEM, messaging_consumer_group_name: group });

export const partitionOf = (partition: number): Labels => ({
  messaging_destination_partition_id: partition,
});

export const operation = (type: 'send' | 'receive' | 'process', name: string): Labels => ({
  messaging_operation_type: type,
  messaging_operation_name: name,
});
