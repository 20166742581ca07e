import type { Receipt } from '../publish/receipt.js';
import { failSpan, inSpan, messagingAttributes, parentOf, SpanKind, startSpan } from './spans.js';
import { traceContext } from './trace-context.js';

type Send = (resolve: (receipt: Receipt) => void, reject: (error: unknown) => void) => void;

/**
 * A span from taking an event in to its receipt. What `send` does belongs to it, so that the record carries it to who
 * receives the event.
 *
 * @param traceparent of the event itself, where it brings one.
 */
export function inPublishSpan(topic: string, traceparent: string | undefined, send: Send): Send {
  return (resolve, reject) => {
    const parent = parentOf(traceContext(traceparent, undefined));
    const attributes = messagingAttributes('send', topic);
    const span = startSpan({ name: `publish ${topic}`, kind: SpanKind.PRODUCER, attributes }, parent);
    const received = (receipt: Receipt): void => {
      span.setAttributes({
        'messaging.destination.partition.id': String(receipt.partition),
        'messaging.kafka.offset': receipt.offset,
        'messaging.message.id': receipt.id,
      });
      span.end();
      resolve(receipt);
    };
    const refused = (error: unknown): void => {
      failSpan(span, error);
      span.end();
      reject(error);
    };
    inSpan(span, parent, () => send(received, refused));
  };
}
