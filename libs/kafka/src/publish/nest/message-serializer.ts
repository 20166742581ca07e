import type { Serializer } from '@nestjs/microservices';
import type { Message } from 'kafkajs';
import { contentTypeHeader, encodeHeaders, encodePart, messageOfData } from './message.js';

/** Makes a record of what is emitted or sent, without a change to it. */
export class MessageSerializer implements Serializer<unknown, Message> {
  serialize(data: unknown): Message {
    const { key, value, headers, partition, timestamp } = messageOfData(data);
    return {
      key: encodePart(key),
      value: encodePart(value),
      headers: { ...contentTypeHeader(value), ...encodeHeaders(headers) },
      ...(partition === undefined ? {} : { partition }),
      ...(timestamp === undefined ? {} : { timestamp: String(timestamp) }),
    };
  }
}
