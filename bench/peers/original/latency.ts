import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { LatencyMeter } from '../../latency/latency-meter.js';
import { rate } from '../../latency/settings.js';
import { pace } from '../../support/pace.js';
import { brokers, groupId, topic } from '../../support/settings.js';

/** Types lines into the original program at a steady rate, and reads what its consumer prints. */
const program = process.env['BENCH_PROGRAM'] ?? '';
const target = ['-brokers', brokers.join(','), '-topic', topic, '-for', '2m'];
const batchTimeout = process.env['BENCH_BATCH_TIMEOUT'] ?? '0s';
const producer = spawn(program, ['-mode', 'produce', ...target, '-batch-timeout', batchTimeout]);
const consumer = spawn(program, ['-mode', 'consume', ...target, '-group', groupId]);
const stop = (): Promise<void> => {
  for (const child of [producer, consumer]) child.kill('SIGKILL');
  return Promise.resolve();
};
process.once('SIGTERM', () => void stop().then(() => process.exit()));

const meter = new LatencyMeter(stop);
createInterface({ input: consumer.stdout }).on('line', (line) => {
  const [, due] = /received: (\d+)/.exec(line) ?? [];
  if (due) meter.add(BigInt(due));
});
const padding = 'x'.repeat(200);
pace(rate, (due) => producer.stdin.write(`${due} ${padding}\n`));
