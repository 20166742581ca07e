import { randomUUID } from 'node:crypto';
import { createKafka, DeadLetterPublisher, defineContract, KafkaStrategy, RecordForwarder } from '@app/kafka';
import { KafkaTestKit } from '@app/kafka/testing';
import { Controller, Logger, Module } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { IsString } from 'class-validator';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { toDelivery } from './support/records.js';

class Note {
  @IsString()
  readonly text!: string;
}

const brokers = inject('brokers');
const topic: string = `kit-${randomUUID()}`;
const notes = defineContract({ topic, type: 'test.note.v1', payload: Note });

@Controller()
class NotesController {
  @EventPattern(topic)
  onNote(_note: object): void {}
}

@Module({
  controllers: [NotesController],
  providers: [
    {
      provide: KafkaStrategy,
      useValue: new KafkaStrategy({ brokers, clientId: 'test', groupId: topic, contracts: [notes] }),
    },
  ],
})
class NotesModule {}

let kit: KafkaTestKit;
beforeAll(async () => {
  Logger.overrideLogger(false);
  kit = await KafkaTestKit.start({ brokers, contracts: [notes], app: NotesModule });
});
afterAll(() => kit.stop());

describe('the test kit', () => {
  it('publishes, and tells when the handler has received', async () => {
    const text = randomUUID();
    const receipt = await kit.publish(notes, { text });
    expect(receipt.topic).toBe(topic);
    expect(await kit.received(notes, (note) => note.text === text)).toEqual({ text });
  });

  it('says what was not received', async () => {
    const none = kit.received(notes, ({ text }) => text === 'never', 50);
    await expect(none).rejects.toThrow(`no such event of ${topic} was handled within 50 ms`);
  });

  it('tells of a dead letter, also when its topic comes into being only then', async () => {
    const letter = kit.deadLettered(notes, ({ exception }) => exception?.fqcn === 'TypeError');
    const forwarder = new RecordForwarder(createKafka({ brokers, clientId: 'test' }));
    forwarder.open();
    const letters = new DeadLetterPublisher({ forwarder, group: topic });
    await forwarder.prepare({ topic: `${topic}-dlt`, source: topic });
    await forwarder.ready();
    const record = {
      topic,
      partition: 0,
      offset: 0n,
      key: null,
      value: Buffer.from('x'),
      headers: {},
      timestamp: 0,
    };
    await letters.publish(toDelivery(record), new TypeError('no'));
    expect(await letter).toMatchObject({ value: Buffer.from('x'), origin: { topic, group: topic } });
    await forwarder.close();
  });
});
