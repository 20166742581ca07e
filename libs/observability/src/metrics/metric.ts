import type { Histogram } from '@app/kafka';
import type { Metric as PromMetric, Registry } from 'prom-client';

export type Labels = Readonly<Record<string, string | number>>;

/** One time series as it stands when it is asked for. */
export interface Sample<T> {
  readonly labels: Labels;
  readonly value: T;
}

interface Described {
  readonly name: string;
  readonly help: string;
}

/** A metric whose values are counted elsewhere, in plain numbers, and read when somebody collects them. */
export type Metric =
  | (Described & { readonly type: 'counter' | 'gauge'; read(): readonly Sample<number>[] })
  | (Described & { readonly type: 'histogram'; read(): readonly Sample<Histogram>[] });

interface Line extends Sample<number> {
  readonly metricName: string;
}

/**
 * A registry asks its metrics for their values by `get`, whatever class they are of; prom-client's own classes would
 * have to be told of each single value, or keep each a second time.
 */
export function register(registry: Registry, metric: Metric): void {
  const { name, help, type } = metric;
  const described = { name, help, type, aggregator: 'sum' };
  const get = async () => ({ ...described, values: linesOf(metric) });
  registry.registerMetric({ ...described, get } as unknown as PromMetric);
}

function linesOf(metric: Metric): readonly Line[] {
  const { name } = metric;
  return metric.type === 'histogram'
    ? metric.read().flatMap((sample) => linesOfHistogram(name, sample))
    : metric.read().map((sample) => ({ ...sample, metricName: name }));
}

/** Buckets count all values up to their bound, those of smaller ones too. */
function linesOfHistogram(name: string, { labels, value }: Sample<Histogram>): readonly Line[] {
  let count = 0;
  const buckets = value.counts.map((more, index) => {
    count += more;
    const le = value.bounds[index] ?? '+Inf';
    return { metricName: `${name}_bucket`, labels: { ...labels, le }, value: count };
  });
  return [
    ...buckets,
    { metricName: `${name}_sum`, labels, value: value.sum },
    { metricName: `${name}_count`, labels, value: count },
  ];
}
