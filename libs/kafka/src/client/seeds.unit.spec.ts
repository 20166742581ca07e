import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createKafka } from './create-kafka.js';
import { kafkajsBrokers } from './kafkajs-brokers.js';
import { nextSeed } from './seeds.js';

const ONCE = { retry: { retries: 0 } };

/** Brokers that end each connection at once, and who was asked so far. */
async function brokersThatLeave(count: number) {
  const asked: number[] = [];
  const listening = Array.from({ length: count }, async (_, index) => {
    const server = createServer((socket) => {
      asked.push(index);
      socket.on('error', () => undefined).destroy();
    });
    server.listen(0, '127.0.0.1');
    onTestFinished(() => void server.close());
    await once(server, 'listening');
    return `127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  return { asked, brokers: await Promise.all(listening) };
}

it('has all clients of an attempt begin with the same broker, and those of the next with another', async () => {
  const { asked, brokers } = await brokersThatLeave(2);
  const kafka = createKafka({ brokers, clientId: 'test' });
  const firsts: (number | undefined)[] = [];
  for (let attempt = 0; attempt < 2; attempt++) {
    for (const client of [kafka.admin(ONCE), kafka.producer(ONCE)]) {
      asked.length = 0;
      await client.connect().catch(() => undefined);
      firsts.push(asked[0]);
    }
    nextSeed(kafka);
  }
  expect(firsts).toEqual([0, 0, 1, 1]);
}, 30_000);

it('does not touch the order of single connections, which go through all of them', async () => {
  const { brokers } = await brokersThatLeave(4);
  const kafka = createKafka({ brokers, clientId: 'test' });
  const make = kafkajsBrokers(kafka);
  const ports: number[] = [];
  for (let index = 0; index < 8; index++) {
    const { connectionPool } = await make();
    ports.push((connectionPool as unknown as { readonly port: number }).port);
    if (index % 3 === 2) nextSeed(kafka);
  }
  const all = brokers.map((broker) => Number(broker.split(':')[1]));
  expect(ports).toEqual([...all, ...all]);
});
