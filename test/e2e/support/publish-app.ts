import { randomUUID } from 'node:crypto';
import { type Contract, defineContract } from '@app/kafka';
import { KafkaMessage } from '@app/contracts';
import { IsInt, IsOptional, IsString } from 'class-validator';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { overNetwork } from './over-network.js';

/** What the tests of publishing send. */
export class Reading {
  @IsString()
  readonly sensor!: string;

  @IsInt()
  readonly value!: number;

  @IsOptional()
  readonly extra?: unknown;
}

/** A contract with a topic of its own. */
export const readings = (over: Partial<Contract<Reading>> = {}): Contract<Reading> =>
  defineContract<Reading>({
    topic: `readings-${randomUUID()}`,
    type: 'test.reading.v1',
    payload: Reading,
    key: ({ sensor }) => sensor,
    ...over,
  });

/** The same for lines of text. */
export const textLines = (): Contract<KafkaMessage> =>
  defineContract<KafkaMessage>({
    topic: `lines-${randomUUID()}`,
    type: 'test.line.v1',
    payload: KafkaMessage,
    text: { decode: (text) => ({ text }), encode: ({ text }) => text },
  });

export const reading = (value = 1, sensor = 'a') => ({ sensor, value });

/** Posts to a topic over the network. */
export const posting =
  (app: () => NestFastifyApplication, topic: string) =>
  (payload: unknown, headers: Readonly<Record<string, string>> = {}) =>
    overNetwork(app(), {
      method: 'POST',
      url: `/topics/${topic}/events`,
      headers: { 'content-type': 'application/json', ...headers },
      payload: typeof payload === 'string' || Buffer.isBuffer(payload) ? payload : JSON.stringify(payload),
    });
