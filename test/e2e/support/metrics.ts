import type { NestFastifyApplication } from '@nestjs/platform-fastify';

export interface Series {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** What an app answers to `/metrics`, taken apart. */
export class Scrape {
  readonly series: readonly Series[];
  /** Type of each metric, by its name. */
  readonly types: ReadonlyMap<string, string>;
  readonly described: ReadonlySet<string>;

  constructor(text: string) {
    const lines = text.split('\n');
    const words = lines.map((line) => line.split(' '));
    this.types = new Map(
      words
        .filter(([hash, kind]) => hash === '#' && kind === 'TYPE')
        .map(([, , name, type]) => [name ?? '', type ?? '']),
    );
    this.described = new Set(
      words
        .filter(([hash, kind, , help]) => hash === '#' && kind === 'HELP' && help)
        .map(([, , name]) => name ?? ''),
    );
    this.series = lines.flatMap((line) => parse(line) ?? []);
  }

  static async of(app: NestFastifyApplication): Promise<Scrape> {
    const { statusCode, headers, body } = await app.inject('/metrics');
    if (statusCode !== 200 || !String(headers['content-type']).startsWith('text/plain; version=0.0.4')) {
      throw new Error(`no metrics: ${statusCode} ${String(headers['content-type'])}`);
    }
    return new Scrape(body);
  }

  /** Names of metrics as they are asked for: those of a histogram with their endings. */
  get names(): ReadonlySet<string> {
    return new Set([...this.types.keys(), ...this.series.map(({ name }) => name)]);
  }

  /** Values of a metric by one of its labels, such as its partition; those without that label by ''. */
  by(label: string, name: string, labels: Readonly<Record<string, string>> = {}): Record<string, number> {
    const found = this.series.filter(
      (each) =>
        each.name === name && Object.entries(labels).every(([key, value]) => each.labels[key] === value),
    );
    return Object.fromEntries(found.map((each) => [each.labels[label] ?? '', each.value]));
  }

  /** The sum of all its values. */
  sum(name: string, labels: Readonly<Record<string, string>> = {}): number {
    const found = this.series.filter(
      (each) =>
        each.name === name && Object.entries(labels).every(([key, value]) => each.labels[key] === value),
    );
    return found.reduce((sum, { value }) => sum + value, 0);
  }

  /** What `promtool check metrics` would complain of (https://github.com/prometheus/client_golang, promlint). */
  faults(): readonly string[] {
    return [...this.types].flatMap(([name, type]) => [
      ...(this.described.has(name) ? [] : [`${name} has no help`]),
      ...(type === 'counter' && !name.endsWith('_total')
        ? [`${name} counts, and does not end in _total`]
        : []),
      ...(type !== 'counter' && name.endsWith('_total')
        ? [`${name} ends in _total, and does not count`]
        : []),
      ...(/[A-Z]/.test(name) ? [`${name} has capital letters`] : []),
      ...(/_(milliseconds|ms|minutes|hours|kb|kilobytes|percent)(_|$)/.test(name)
        ? [`${name} has no base unit`]
        : []),
      ...(/_(counter|gauge|histogram|summary)(_|$)/.test(name) ? [`${name} says its type`] : []),
    ]);
  }
}

const LINE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)$/;

function parse(line: string): Series | undefined {
  const [, name, labels = '', value] = LINE.exec(line) ?? [];
  if (!name) return undefined;
  const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key, text]) => [key, text]);
  return { name, labels: Object.fromEntries(pairs), value: Number(value === '+Inf' ? Infinity : value) };
}
