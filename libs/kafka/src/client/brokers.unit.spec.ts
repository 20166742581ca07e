import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Kafka, logLevel } from 'kafkajs';
import { expect, it, onTestFinished } from 'vitest';
import { Brokers } from './brokers.js';
import { kafkajsBrokers, type MakeBroker } from './kafkajs-brokers.js';

async function silentServer(): Promise<{
  readonly brokers: Brokers;
  readonly make: MakeBroker;
  readonly connections: () => number;
}> {
  let open = 0;
  const server = createServer((socket) => {
    open++;
    socket.on('error', () => undefined).on('close', () => open--);
    socket.resume();
  });
  server.listen(0, '127.0.0.1');
  onTestFinished(() => void server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const kafka = new Kafka({
    brokers: [`127.0.0.1:${port}`],
    requestTimeout: 200,
    logLevel: logLevel.NOTHING,
  });
  const make = kafkajsBrokers(kafka);
  return { brokers: new Brokers(make, () => undefined), make, connections: () => open };
}

it('leaves no connection to a broker that takes it and says nothing', async () => {
  const { brokers, connections } = await silentServer();
  await expect(brokers.metadata([], false)).rejects.toThrow('timed out');
  await expect.poll(connections).toBe(0);
});

it('asks the next of the configured brokers where one is away or says nothing', async () => {
  const silent = await silentServer();
  const asked: string[] = [];
  const away = new Error('away');
  const make: MakeBroker = () => {
    asked.push('seed');
    if (asked.length === 1) return Promise.reject(away);
    return asked.length === 2 ? silent.make() : Promise.reject(new Error('the third'));
  };
  const brokers = new Brokers(make, () => undefined);
  await expect(brokers.metadata([], false)).rejects.toThrow('the third');
  expect(asked).toHaveLength(3);
});

it('makes no connection once it was ended', async () => {
  const { brokers, connections } = await silentServer();
  brokers.end(new Error('closed'));
  await expect(brokers.metadata([], false)).rejects.toThrow('closed');
  expect(connections()).toBe(0);
});
