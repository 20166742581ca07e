import { defineContract } from '@app/kafka';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

/** One line of text, the event that started it all. */
export class KafkaMessage {
  @IsString()
  @IsNotEmpty()
  @MaxLength(10_000)
  readonly text!: string;
}

export const myKafkaTopic = defineContract({
  topic: 'my-kafka-topic',
  type: 'pubsub.kafka-message.v1',
  payload: KafkaMessage,
  example: { text: 'Hello' },
  text: { decode: (text) => ({ text }), encode: (message) => message.text },
});
