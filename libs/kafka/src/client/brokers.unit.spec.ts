import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { Kafka, logLevel } from 'kafkajs';
import { expect, it, onTestFinished } from 'vitest';
import { Brokers } from './brokers.js';
import { kafkajsBrokers } from './kafkajs-brokers.js';

async function silentServer(): Promise<{ readonly brokers: Brokers; readonly connections: () => number }> {
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
  return { brokers: new Brokers(kafkajsBrokers(kafka), () => undefined), connections: () => open };
}

it('leaves no connection to a broker that takes it and says nothing', async () => {
  const { brokers, connections } = await silentServer();
  await expect(brokers.metadata([], false)).rejects.toThrow('timed out');
  await expect.poll(connections).toBe(0);
});

it('makes no connection once it was ended', async () => {
  const { brokers, connections } = await silentServer();
  brokers.end(new Error('closed'));
  await expect(brokers.metadata([], false)).rejects.toThrow('closed');
  expect(connections()).toBe(0);
});
