import { type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Delivery, Step } from '../consume/delivery.js';
import { mending } from '../consume/steps/compose.js';
import { failSpan, inSpan, messagingAttributes, parentOf, SpanKind, startSpan } from './spans.js';
import { traceOfHeaders } from './trace-context.js';

const spanOf = (group: string, { topic, partition, offset }: Delivery) => ({
  name: `process ${topic}`,
  kind: SpanKind.CONSUMER,
  attributes: {
    ...messagingAttributes('process', topic),
    'messaging.destination.partition.id': String(partition),
    'messaging.kafka.offset': Number(offset),
    'messaging.consumer.group.name': group,
  },
});

/** A span around all that becomes of a record, below the span that it was published in. */
export const processSpan =
  (group: string): Step =>
  (next) =>
  (delivery) => {
    const parent = parentOf(traceOfHeaders(delivery.headers));
    const span = startSpan(spanOf(group, delivery), parent);
    const end = (): void => span.end();
    let result: void | Promise<void>;
    try {
      result = inSpan(span, parent, () => next(delivery));
    } catch (error) {
      end();
      throw error;
    }
    if (!result) return end();
    result.then(end, end);
    return result;
  };

const failed = new WeakSet<Span>();

/** Notes in that span what each attempt failed with. One that succeeds in the end has not failed. */
export const noteFailures: Step = (next) => {
  const noted = mending(next, (_, error) => {
    const span = trace.getActiveSpan();
    if (span) {
      failSpan(span, error);
      failed.add(span);
    }
    throw error;
  });
  const succeeded = (): void => {
    const span = trace.getActiveSpan();
    if (span && failed.has(span)) span.setStatus({ code: SpanStatusCode.OK });
  };
  return (delivery) => {
    const result = noted(delivery);
    return result ? result.then(succeeded) : succeeded();
  };
};
