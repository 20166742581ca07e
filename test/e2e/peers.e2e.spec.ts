import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { LocalKafka } from '@app/local-kafka';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { StandardInput } from '../../apps/publisher/src/stdin/standard-input.js';
import { buildGoProgram, goConsume, goIsPresent, goProduce } from './peers/go-program.js';
import { kcatConsume, kcatIsPresent, kcatProduce } from './peers/kcat.js';
import { bootPublisher, bootSubscriber } from './support/boot.js';
import { LogCollector } from './support/log-collector.js';

/** A broker of their own: the programs read the topic from its beginning, whatever other specs wrote to it. */
let kafka: LocalKafka;
let target: { readonly brokers: string[]; readonly topic: string };
const groupId = `peers-${randomUUID()}`;
const logger = new LogCollector();
let publisher: NestFastifyApplication;
let subscriber: NestFastifyApplication;

beforeAll(async () => {
  kafka = await LocalKafka.start();
  const brokers = kafka.bootstrap;
  target = { brokers, topic: 'my-kafka-topic' };
  publisher = await bootPublisher({ brokers, logger });
  subscriber = await bootSubscriber({ brokers, logger, groupId });
});

afterAll(async () => {
  await publisher.close();
  await subscriber.close();
  await kafka.stop();
});

/** What `--stdin` does with the standard input. */
const typeLines = (...lines: string[]): Promise<void> =>
  publisher
    .get(StandardInput)
    .publishLines(Readable.from([Buffer.from(lines.map((line) => `${line}\n`).join(''))]));

const received = (text: string): string => `${groupId} received: ${text}`;

describe.skipIf(!goIsPresent)('the original Go program (skipped without Go 1.23 or later)', () => {
  beforeAll(buildGoProgram);

  it('prints what is typed here', async () => {
    const group = `go-${randomUUID()}`;
    const texts = [`Hello ${group}`, `Wörld of ${group}`];
    const go = await goConsume({ ...target, group });
    onTestFinished(go.stop);
    await typeLines(...texts);
    const lines = texts.map((text) => go.line((line) => line.endsWith(text)));
    expect(await Promise.all(lines)).toEqual(texts.map((text) => `${group} received: ${text}`));
  });

  it('is heard by the subscriber', async () => {
    const texts = [`Hello ${randomUUID()}`, `{ wörld ${randomUUID()}`];
    await goProduce(target, texts);
    expect(await Promise.all(texts.map((text) => logger.line(text)))).toEqual(texts.map(received));
  });
});

describe.skipIf(!kcatIsPresent)('kcat (skipped where it is not installed)', () => {
  it('reads what is typed here: the text as it stands, its key, and the CloudEvents headers', async () => {
    const text = `Hello ${randomUUID()}`;
    const kcat = kcatConsume(target);
    onTestFinished(kcat.stop);
    await typeLines(text);
    const { key, headers } = await kcat.record(({ payload }) => payload === text);
    expect(key).toBe(`address-${target.brokers[0]}`);
    expect(headers).toEqual({
      ce_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      ce_source: '/publisher',
      ce_specversion: '1.0',
      ce_type: 'pubsub.kafka-message.v1',
      'content-type': 'text/plain',
    });
  });

  it('is heard by the subscriber', async () => {
    const texts = [`Hello ${randomUUID()}`, `{ wörld ${randomUUID()}`];
    await kcatProduce(target, texts);
    expect(await Promise.all(texts.map((text) => logger.line(text)))).toEqual(texts.map(received));
  });

  it.each(['gzip', 'snappy', 'lz4', 'zstd'])('is received when it compresses by %s', async (compression) => {
    const texts = ['one', 'two', 'three'].map((number) => `${number} by ${compression} ${randomUUID()}`);
    await kcatProduce(target, texts, compression);
    expect(await Promise.all(texts.map((text) => logger.line(text)))).toEqual(texts.map(received));
  });
});
