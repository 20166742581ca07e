import { expect, it } from 'vitest';
import type { Status } from '../project/protocol.js';
import { renderStart, renderStatus } from './render.js';

const status: Status = {
  state: 'running',
  owner: 77,
  founders: 3,
  zookeeper: false,
  dataFolder: '/data',
  brokers: [
    { id: 1, address: '127.0.0.1:9092', pid: 101, state: 'running', answers: true },
    { id: 2, address: '127.0.0.1:9093', pid: undefined, state: 'stopped', answers: false },
    { id: 3, address: '127.0.0.1:9094', pid: 103, state: 'running', answers: false },
  ],
};

it('shows each broker on a line', () => {
  expect(renderStatus(status)).toEqual([
    'Kafka is running, owned by process 77',
    'broker  address           pid      state',
    '1       127.0.0.1:9092    101      running',
    '2       127.0.0.1:9093    -        stopped',
    '3       127.0.0.1:9094    103      running, does not answer',
    'data and logs: /data',
  ]);
});

it('has no table before there are brokers', () => {
  expect(renderStatus({ ...status, state: 'starting', brokers: [] })).toEqual([
    'Kafka is starting, owned by process 77',
    'data and logs: /data',
  ]);
});

it('tells a new cluster from one that was there', () => {
  const addresses = '127.0.0.1:9092, 127.0.0.1:9093, 127.0.0.1:9094';
  expect(renderStart(status, true)[0]).toBe(`Kafka is running: ${addresses}`);
  expect(renderStart(status, false)[0]).toBe(`Kafka is running already: ${addresses}`);
});
