import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { ensureJars, findJava } from '@app/local-kafka';
import type { MeasuredLatency } from '../latency/measured-latency.js';
import type { Measured } from '../support/measured.js';

/** As in Kafka's own scripts of these tools (`KAFKA_HEAP_OPTS`). */
const HEAP = '-Xmx512M';
const LONGEST_MS = 180_000;

/** Runs a performance tool that comes with Apache Kafka, and gives back what it printed. */
async function runTool(name: string, args: readonly string[]): Promise<string> {
  const { command } = await findJava();
  const { classpath } = await ensureJars('kafka', () => undefined);
  const options = { timeout: LONGEST_MS, maxBuffer: 1 << 26 };
  const all = [HEAP, '-cp', classpath, `org.apache.kafka.tools.${name}`, ...args];
  const { stdout } = await promisify(execFile)(command, all, options);
  return stdout;
}

/** Reads a topic from its beginning; the time of joining the group does not count. */
export async function consumerPerformance(
  brokers: readonly string[],
  topic: string,
  records: number,
): Promise<Measured> {
  const args = ['--bootstrap-server', brokers.join(','), '--topic', topic, '--num-records', String(records)];
  const [heading = '', figures = ''] = (await runTool('ConsumerPerformance', args))
    .split('\n')
    .filter((line) => line.includes(', '));
  const at = (column: string): number => Number(figures.split(', ')[heading.split(', ').indexOf(column)]);
  return {
    records: at('data.consumed.in.nMsg'),
    seconds: at('fetch.time.ms') / 1_000,
    cpuSeconds: Number.NaN,
    rssMiB: Number.NaN,
  };
}

const PAYLOAD_BYTES = 220;
/** About as many as it sends in a second. */
const RECORDS_A_SECOND = 100_000;

/** Sends for about so long; what it says of its first second, in which it gets warm, does not count. */
export async function producerPerformance(
  brokers: readonly string[],
  topic: string,
  seconds: number,
): Promise<Measured> {
  const records = seconds * RECORDS_A_SECOND;
  const options = {
    '--bootstrap-server': brokers.join(','),
    '--topic': topic,
    '--num-records': records + 2 * RECORDS_A_SECOND,
    '--warmup-records': 2 * RECORDS_A_SECOND,
    '--record-size': PAYLOAD_BYTES,
    '--throughput': -1,
    '--command-property': 'acks=all',
  };
  const printed = await runTool('ProducerPerformance', Object.entries(options).flat().map(String));
  const rates = [...printed.matchAll(/([\d.]+) records\/sec/g)].map(([, rate]) => Number(rate));
  return {
    records,
    seconds: records / (rates.at(-1) ?? Number.NaN),
    cpuSeconds: Number.NaN,
    rssMiB: Number.NaN,
  };
}

/** Milliseconds from a record's sending to its reading, one after the other, as the tool itself counts them. */
export async function endToEndLatency(
  brokers: readonly string[],
  topic: string,
  records: number,
): Promise<MeasuredLatency> {
  const args = [brokers.join(','), topic, records, 'all', PAYLOAD_BYTES].map(String);
  const printed = await runTool('EndToEndLatency', args);
  const at = (percentile: string): number =>
    Number(new RegExp(`\\b${percentile}(?:th)? = (\\d+)`).exec(printed)?.[1]);
  return { p50: at('50'), p99: at('99'), most: Number.NaN, missing: 0 };
}
