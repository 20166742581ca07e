import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import {
  BrokersUnavailableError,
  EventRefusedError,
  EventTooLargeError,
  NotAuthorizedError,
  OutcomeUnknownError,
  type PlainRecord,
} from '@app/kafka';
import { LocalKafka } from '@app/local-kafka';
import { Kafka, type KafkaConfig, logLevel } from 'kafkajs';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { Ledger } from './ledger.js';
import { ProduceProxy } from './produce-proxy.js';
import type { ProducerDriver, StartDriver } from './producer-driver.js';
import { allOf } from './records.js';
import { pidOf } from './pid-of.js';
import { standStill } from './stand-still.js';

/** Everything a producer must do before anything is published by it; on a cluster of one broker of its own. */
export function producerConformance(name: string, start: StartDriver): void {
  describe(`conformance of ${name}`, () => {
    let kafka: LocalKafka;

    beforeAll(async () => {
      kafka = await LocalKafka.start({
        config: {
          'authorizer.class.name': 'org.apache.kafka.metadata.authorizer.StandardAuthorizer',
          'allow.everyone.if.no.acl.found': 'true',
        },
      });
    });

    afterAll(() => kafka.stop());

    const client = (config: Partial<KafkaConfig> = {}) =>
      new Kafka({ brokers: kafka.bootstrap, logLevel: logLevel.NOTHING, ...config });

    async function makeTopic(partitions: number, config: Record<string, string> = {}): Promise<string> {
      const topic = `conformance-${randomUUID()}`;
      const configEntries = Object.entries(config).map(([entry, value]) => ({ name: entry, value }));
      const admin = client().admin();
      await admin.connect();
      await admin.createTopics({
        waitForLeaders: true,
        topics: [{ topic, numPartitions: partitions, configEntries }],
      });
      await admin.disconnect();
      return topic;
    }

    async function producer(config?: Partial<KafkaConfig>): Promise<ProducerDriver> {
      const driver = start(client(config));
      onTestFinished(() => driver.close());
      await driver.ready();
      return driver;
    }

    const brokerPid = (): number => pidOf(kafka.brokers[0]);
    const brokerId = (): number => kafka.brokers[0]?.id ?? 0;
    const record = (topic: string, value: string, more: Partial<PlainRecord> = {}): PlainRecord => ({
      topic,
      key: 'k',
      value,
      partition: 0,
      ...more,
    });

    it('keeps the order of each partition and tells the exact offset of each record', async () => {
      const topic = await makeTopic(3);
      const { produce } = bound(await producer());
      const values = Array.from({ length: 5_000 }, (_, index) => `v${index}`);
      const places = await Promise.all(
        values.map((value, index) => produce(record(topic, value, { partition: index % 3 }))),
      );
      const log = await allOf(kafka.bootstrap, topic);
      const valueAt = new Map(
        log.map(({ partition, offset, value }) => [`${partition}/${offset}`, String(value)]),
      );
      expect(places.map(({ partition, offset }) => valueAt.get(`${partition}/${offset}`))).toEqual(values);
      for (const partition of [0, 1, 2]) {
        const inOrder = log.filter((each) => each.partition === partition).map(({ value }) => String(value));
        expect(inOrder).toEqual(values.filter((_, index) => index % 3 === partition));
      }
    });

    it('writes tombstones, empty values and headers as they are', async () => {
      const topic = await makeTopic(1);
      const { produce } = bound(await producer());
      const headers = { empty: '', many: ['a', Buffer.from([0xff])] };
      await produce({ topic, key: 'gone', value: null, partition: 0, headers, timestamp: 1_700_000_000_000 });
      await produce({ topic, key: null, value: '', partition: 0 });
      const [tombstone, empty] = await allOf(kafka.bootstrap, topic);
      expect(tombstone).toMatchObject({
        key: Buffer.from('gone'),
        value: null,
        timestamp: 1_700_000_000_000,
      });
      expect(tombstone?.headers).toEqual({
        empty: Buffer.alloc(0),
        many: [Buffer.from('a'), Buffer.from([0xff])],
      });
      expect(empty).toMatchObject({ key: null, value: Buffer.alloc(0) });
    });

    it('neither loses nor doubles what a lost answer was about, however much is sent meanwhile', async () => {
      const topic = await makeTopic(2);
      const proxy = new ProduceProxy({ host: '127.0.0.1', port: Number(kafka.bootstrap[0]?.split(':')[1]) });
      const port = await proxy.listen();
      onTestFinished(() => proxy.close());
      const socketFactory: KafkaConfig['socketFactory'] = ({ onConnect }) =>
        connect({ host: '127.0.0.1', port }, onConnect);
      const { produce } = bound(await producer({ socketFactory }));
      const ledger = new Ledger();
      const keep = async (value: string, partition: number): Promise<void> => {
        ledger.add(value, await produce(record(topic, value, { partition })));
      };
      const all: Promise<void>[] = [];
      proxy.loseAnswers(3);
      // Some every millisecond, whatever has been answered by then.
      for (let turn = 0; turn < 10_000 && proxy.lost < 3; turn++) {
        for (const partition of [0, 1]) all.push(keep(`turn ${turn} partition ${partition}`, partition));
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
      await Promise.all(all);
      expect(proxy.lost).toBe(3);
      expect(ledger.size).toBe(all.length);
      expect(await ledger.compare(kafka.bootstrap, topic)).toEqual({ lost: [], doubled: [] });
    });

    it('fails a record alone that is too large for its topic, and nothing after it is lost', async () => {
      const topic = await makeTopic(3, { 'max.message.bytes': '20000' });
      const { produce } = bound(await producer());
      const ledger = new Ledger();
      const keep = async (value: string, partition: number): Promise<void> => {
        ledger.add(value, await produce(record(topic, value, { partition })));
      };
      const before = Array.from({ length: 90 }, (_, index) => keep(`before ${index}`, index % 3));
      const large = produce(record(topic, 'x'.repeat(50_000), { partition: 1 })).catch(
        (error: unknown) => error,
      );
      const beside = Array.from({ length: 300 }, (_, index) =>
        keep(`beside ${index} ${'y'.repeat(500)}`, index % 3),
      );
      expect(await large).toBeInstanceOf(EventTooLargeError);
      await Promise.all([...before, ...beside]);
      await Promise.all(Array.from({ length: 90 }, (_, index) => keep(`after ${index}`, index % 3)));
      expect(ledger.size).toBe(480);
      expect(await ledger.compare(kafka.bootstrap, topic)).toEqual({ lost: [], doubled: [] });
    });

    it('fails a record alone whose timestamp is none', async () => {
      const topic = await makeTopic(1);
      const { produce } = bound(await producer());
      const timestamps = [1, NaN, 1.5, 2];
      const outcomes = await Promise.allSettled(
        timestamps.map((timestamp) => produce(record(topic, String(timestamp), { timestamp }))),
      );
      expect(outcomes.map((outcome) => outcome.status === 'fulfilled' || outcome.reason)).toEqual([
        true,
        expect.any(EventRefusedError),
        expect.any(EventRefusedError),
        true,
      ]);
    });

    it('says so when it may not write to a topic, and goes on with others', async () => {
      const closed = await makeTopic(1);
      const open = await makeTopic(1);
      await denyWrites(client(), closed);
      const { produce } = bound(await producer());
      const refused = produce(record(closed, 'no')).catch((error: unknown) => error);
      expect(await produce(record(open, 'yes'))).toMatchObject({ offset: 0 });
      expect(await refused).toBeInstanceOf(NotAuthorizedError);
    });

    it('ends at its deadline while the broker stands still, says that it does, and goes on when it is back', async () => {
      const topic = await makeTopic(1);
      const driver = await producer();
      const { produce } = bound(driver);
      const ledger = new Ledger();
      ledger.add('before', await produce(record(topic, 'before')));
      const outcome = (value: string, timeoutMs: number) =>
        produce(record(topic, value, { timeoutMs })).catch((error: unknown) => error);

      await standStill(brokerPid());
      onTestFinished(() => void process.kill(brokerPid(), 'SIGCONT'));
      const started = performance.now();
      const sent = outcome('sent', 1_000);
      await vi.waitFor(() => expect(driver.connected).toBe(true));
      await new Promise((resolve) => setImmediate(resolve));
      const waiting = outcome('waiting', 500);
      expect(await waiting).toBeInstanceOf(BrokersUnavailableError);
      expect(await sent).toBeInstanceOf(OutcomeUnknownError);
      expect(performance.now() - started).toBeLessThan(2_000);
      await vi.waitFor(() => expect(driver.connected).toBe(false), 10_000);

      process.kill(brokerPid(), 'SIGCONT');
      await driver.ready();
      ledger.add('after', await produce(record(topic, 'after')));
      expect(await ledger.compare(kafka.bootstrap, topic)).toEqual({ lost: [], doubled: [] });
      const values = (await allOf(kafka.bootstrap, topic)).map(({ value }) => String(value));
      expect(values).not.toContain('waiting');
    });

    it('has each acknowledged record in the log once, though the broker is killed under load', async () => {
      const topic = await makeTopic(6);
      const driver = await producer();
      const { produce } = bound(driver);
      const ledger = new Ledger();
      const load = new AbortController();
      const loops = Array.from({ length: 64 }, async (_, loop) => {
        for (let turn = 0; !load.signal.aborted; turn++) {
          const value = `loop ${loop} turn ${turn}`;
          try {
            ledger.add(value, await produce(record(topic, value, { partition: loop % 6 })));
          } catch (error) {
            if (!(error instanceof BrokersUnavailableError)) throw error;
            await driver.ready();
          }
        }
      });
      await vi.waitFor(() => expect(ledger.size).toBeGreaterThan(1_000), 10_000);
      await kafka.kill(brokerId());
      await vi.waitFor(() => expect(driver.connected).toBe(false), 5_000);
      const before = ledger.size;
      await kafka.restart(brokerId());
      await vi.waitFor(() => expect(ledger.size).toBeGreaterThan(before + 1_000), 20_000);
      load.abort();
      await Promise.all(loops);
      expect(await ledger.compare(kafka.bootstrap, topic)).toEqual({ lost: [], doubled: [] });
      for (const partition of [0, 1, 2, 3, 4, 5]) {
        const turns = (await allOf(kafka.bootstrap, topic))
          .filter((each) => each.partition === partition)
          .map(({ value }) => String(value).split(' turn '));
        for (const loop of new Set(turns.map(([of]) => of))) {
          const order = turns.filter(([of]) => of === loop).map(([, turn]) => Number(turn));
          expect(order).toEqual(order.toSorted((a, b) => a - b));
        }
      }
    });
  });
}

const bound = (driver: ProducerDriver) => ({ produce: (each: PlainRecord) => driver.produce(each) });

/** Kafka's own numbers: topic resource, literal pattern, operations WRITE and DESCRIBE, DENY and ALLOW. */
async function denyWrites(kafka: Kafka, topic: string): Promise<void> {
  const acl = {
    resourceType: 2,
    resourceName: topic,
    resourcePatternType: 3,
    principal: 'User:*',
    host: '*',
  };
  const admin = kafka.admin();
  await admin.connect();
  await admin.createAcls({
    acl: [
      { ...acl, operation: 4, permissionType: 2 },
      { ...acl, operation: 8, permissionType: 3 },
    ],
  });
  await admin.disconnect();
}
