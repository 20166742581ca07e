import {
  type Attributes,
  type Context,
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { exceptionInfo } from '../consume/failure/exception-info.js';
import { PubSubError } from '../errors.js';
import type { TraceContext } from './trace-context.js';

const tracer = trace.getTracer('@app/kafka');

/**
 * Whether an SDK of OpenTelemetry was there before the app: without one there are no spans, and nothing is done for
 * them. Without a propagator it would have nothing to hand on.
 */
export const isTraced = (): boolean => propagation.fields().length > 0;

/** Names of https://opentelemetry.io/docs/specs/semconv/messaging/kafka/. */
export const messagingAttributes = (operation: 'send' | 'process', topic: string): Attributes => ({
  'messaging.system': 'kafka',
  'messaging.operation.type': operation,
  'messaging.operation.name': operation === 'send' ? 'publish' : 'handle',
  'messaging.destination.name': topic,
});

/** The context to begin a span in: below who sent what came, or below the active span. */
export const parentOf = (from: TraceContext | undefined): Context =>
  from ? propagation.extract(ROOT_CONTEXT, from) : context.active();

export interface SpanOf {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: Attributes;
}

export const startSpan = ({ name, kind, attributes }: SpanOf, parent: Context): Span =>
  tracer.startSpan(name, { kind, attributes }, parent);

export const inSpan = <T>(span: Span, parent: Context, run: () => T): T =>
  context.with(trace.setSpan(parent, span), run);

/** Notes what went wrong; the last word on the span is its end. */
export function failSpan(span: Span, error: unknown): void {
  const { fqcn, message, stacktrace } = exceptionInfo(error);
  span.recordException({ name: fqcn, message, stack: stacktrace });
  span.setAttribute('error.type', error instanceof PubSubError ? error.code : fqcn);
  span.setStatus({ code: SpanStatusCode.ERROR, message });
}

export { SpanKind };
