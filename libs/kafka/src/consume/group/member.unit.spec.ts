import { EventEmitter } from 'node:events';
import kafkajs, { type Consumer, type Producer } from 'kafkajs';
import { expect, it, vi } from 'vitest';
import type { Consumption } from './consumption.js';
import { Member } from './member.js';

const { events } = new kafkajs.Kafka({ brokers: ['x:1'] }).consumer({ groupId: 'g' });
const client = { connect: () => Promise.resolve(), disconnect: () => Promise.resolve() };

it('keeps its membership while it drains, so that what is done can be committed', async () => {
  const consumer = Object.assign(new EventEmitter(), client, { events });
  const silent = { timestamp: 15_000, payload: { broker: 'kafka:9092', sentAt: 0 } };
  const detach = vi.fn<() => void>();
  let detachedInDrain = -1;
  const consumption = {
    attach: () => undefined,
    detach,
    joined: () => true,
    drain: async () => {
      consumer.emit(events.REQUEST_TIMEOUT, silent);
      detachedInDrain = detach.mock.calls.length;
    },
  };
  const member = new Member({
    consumption: consumption as unknown as Consumption,
    create: async () => ({
      consumer: consumer as unknown as Consumer,
      producer: client as unknown as Producer,
    }),
    run: async () => void consumer.emit(events.GROUP_JOIN, { payload: {} }),
    report: () => undefined,
  });
  await member.start();
  expect(member.joined).toBe(true);
  await member.stop(1_000);
  expect(detachedInDrain).toBe(0);
  expect(detach).toHaveBeenCalledTimes(1);
});
