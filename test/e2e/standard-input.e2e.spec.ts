import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { StandardInput } from '../../apps/publisher/src/stdin/standard-input.js';
import { bootPublisher } from './support/boot.js';
import { LogCollector } from './support/log-collector.js';
import { withAdmin } from './support/plain-kafkajs.js';
import { readTopic } from './support/read-topic.js';

const brokers = inject('brokers');
const logger = new LogCollector();
let publisher: NestFastifyApplication;

beforeAll(async () => {
  publisher = await bootPublisher({ brokers, logger });
});

afterAll(async () => {
  await publisher.close();
});

const publishLines = (text: string | Buffer) =>
  publisher.get(StandardInput).publishLines(Readable.from([Buffer.from(text)]));

describe('lines on standard input', () => {
  it('are published as the original program published them', async () => {
    const lines = Array.from(
      { length: 12 },
      (_, index) => `line ${String(index).padStart(2)} ${randomUUID()}`,
    );
    await publishLines(`${lines.slice(0, 6).join('\n')}\r\n\n   \n${lines.slice(6).join('\n')}`);
    const mine = new Set(lines);
    const isMine = ({ value }: { value: Buffer | null }) => mine.has(String(value));
    const records = await readTopic(brokers, 'my-kafka-topic', isMine, lines.length);
    expect(new Set(records.map(({ value }) => String(value)))).toEqual(mine);
    for (const { key, headers } of records) {
      expect(String(key)).toBe(`address-${brokers[0]}`);
      expect(String(headers?.['content-type'])).toBe('text/plain');
    }
    // Twelve lines of the same length, fewest bytes first: two for each of the six partitions.
    const counts = [0, 1, 2, 3, 4, 5].map((id) => records.filter(({ partition }) => partition === id).length);
    expect(counts).toEqual([2, 2, 2, 2, 2, 2]);
  });

  it('keep their characters, whatever they are', async () => {
    const text = `Grüße \u2028 \u{1f600} ${randomUUID()}`;
    await publishLines(`${text}\n`);
    await readTopic(brokers, 'my-kafka-topic', ({ value }) => String(value) === text);
    expect(logger.lines.filter((line) => line.includes('is not published'))).toEqual([]);
  });

  it('that are not UTF-8 are refused rather than altered', async () => {
    await publishLines(Buffer.from([0xff, 0xfe, 0x62, 0x0a]));
    expect(await logger.line('is not published')).toContain('not valid UTF-8');
  });

  it('are reported one by one when they break the contract, and the others go through', async () => {
    const good = `good ${randomUUID()}`;
    const long = 'x'.repeat(10_001);
    await publishLines(`${long}\n${good}\n`);
    expect(await logger.line('text must be shorter than or equal to 10000')).toContain('is not published');
    await readTopic(brokers, 'my-kafka-topic', ({ value }) => String(value) === good);
  });

  it('are reported once when their topic refuses them for their size, and the others go through', async () => {
    await limitMessages('5000');
    onTestFinished(() => limitMessages('1048588'));
    const good = `good ${randomUUID()}`;
    const long = 'x'.repeat(9_000);
    const before = logger.lines.length;
    await publishLines(`${long}\n${good}\n`);
    await readTopic(brokers, 'my-kafka-topic', ({ value }) => String(value) === good);
    const reported = logger.lines.slice(before).filter((line) => line.startsWith('line 1 is not published'));
    expect(reported).toEqual([expect.stringContaining('more than its topic takes')]);
  });
});

/** The number is Kafka's of a topic among resources. */
async function limitMessages(bytes: string): Promise<void> {
  const configEntries = [{ name: 'max.message.bytes', value: bytes }];
  await withAdmin(brokers, (admin) =>
    admin.alterConfigs({
      validateOnly: false,
      resources: [{ type: 2, name: 'my-kafka-topic', configEntries }],
    }),
  );
}
