import type { Span } from '@opentelemetry/api';
import type { IHeaders } from 'kafkajs';
import { lastHeader } from '../wire/header-values.js';

/** Where something stands in a distributed trace, as W3C Trace Context writes it (https://www.w3.org/TR/trace-context/). */
export interface TraceContext {
  readonly traceparent: string;
  readonly tracestate?: string;
}

export const TRACEPARENT = 'traceparent';
const TRACESTATE = 'tracestate';

/** Section 3.2: version, trace id, parent id, flags; later versions may have more behind them. */
const FORM = /^(?!ff)([\da-f]{2})-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(-.*)?$/;
/** Section 3.3.1.5: at least this much is to be passed on; what is longer may be left out. */
const LONGEST_STATE = 512;

/** Undefined where there is none, or what is there is none: whoever is next begins a trace of its own then. */
export function traceContext(
  traceparent: string | undefined,
  tracestate: string | undefined,
): TraceContext | undefined {
  const [, version, , more] = FORM.exec(traceparent ?? '') ?? [];
  if (traceparent === undefined || version === undefined) return undefined;
  if (version === '00' && more !== undefined) return undefined;
  return tracestate && tracestate.length <= LONGEST_STATE ? { traceparent, tracestate } : { traceparent };
}

export const traceIdOf = ({ traceparent }: TraceContext): string => traceparent.slice(3, 35);

export const traceOfHeaders = (headers: Readonly<IHeaders>): TraceContext | undefined =>
  traceContext(lastHeader(headers, TRACEPARENT)?.toString(), lastHeader(headers, TRACESTATE)?.toString());

export function contextOfSpan(span: Span): TraceContext {
  const { traceId, spanId, traceFlags, traceState } = span.spanContext();
  const flags = traceFlags.toString(16).padStart(2, '0');
  const tracestate = traceState?.serialize();
  return { traceparent: `00-${traceId}-${spanId}-${flags}`, ...(tracestate ? { tracestate } : {}) };
}
