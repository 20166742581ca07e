import {
  contextOfSpan,
  inSpan,
  inTrace,
  isTraced,
  parentOf,
  SpanKind,
  startSpan,
  traceContext,
  type TraceContext,
} from '@app/kafka';

export interface TracedRequest {
  /** As an OpenTelemetry span of HTTP servers is called: method and path, with names in place of parameters. */
  readonly method: string;
  readonly route: string;
  readonly traceparent: string | undefined;
  readonly tracestate: string | undefined;
}

/**
 * Runs what answers a request in the trace that the request came with; with an SDK in a span of its own. A request
 * without a trace is none of ours, and costs nothing, where no SDK is.
 *
 * @param tell called with the trace before `run`, where there is one.
 */
export function inRequestTrace(
  { method, route, traceparent, tracestate }: TracedRequest,
  tell: (trace: TraceContext) => void,
  run: () => Promise<void>,
): Promise<void> {
  const traced = isTraced();
  if (traceparent === undefined && !traced) return run();
  const from = traceContext(traceparent, tracestate);
  if (!traced) {
    if (!from) return run();
    tell(from);
    return inTrace(from, run);
  }
  const parent = parentOf(from);
  const attributes = { 'http.request.method': method, 'http.route': route };
  const span = startSpan({ name: `${method} ${route}`, kind: SpanKind.SERVER, attributes }, parent);
  tell(contextOfSpan(span));
  return inSpan(span, parent, run).finally(() => span.end());
}
