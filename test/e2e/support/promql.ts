import { parser } from '@prometheus-io/lezer-promql';

/** Names of metrics and of labels that a PromQL expression asks for. @throws Error for one that is none. */
export function namesIn(expression: string): {
  readonly metrics: readonly string[];
  readonly labels: readonly string[];
} {
  // What Grafana fills in.
  const text = expression.replaceAll('$__rate_interval', '5m');
  const metrics: string[] = [];
  const labels: string[] = [];
  parser.parse(text).iterate({
    enter: ({ name, from, to, type }) => {
      if (type.isError) throw new Error(`no PromQL at ${from}: ${text}`);
      if (name === 'Identifier') metrics.push(text.slice(from, to));
      if (name === 'LabelName') labels.push(text.slice(from, to));
    },
  });
  return { metrics, labels: labels.filter((name) => !ADDED.has(name)) };
}

/** By Prometheus itself. */
const ADDED = new Set(['instance', 'job', '__name__']);
