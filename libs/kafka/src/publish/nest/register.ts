import type { Type } from '@nestjs/common';
import type { ClientProxy, ClientsProviderAsyncOptions, CustomClientOptions } from '@nestjs/microservices';
import { KafkaClient, type KafkaClientOptions } from './kafka-client.js';

/**
 * A `KafkaClient` for `ClientsModule.register`, to be injected by its name:
 * ```ts
 * imports: [ClientsModule.register([kafkaClient('KAFKA', { client: { brokers }, contracts })])]
 * constructor(@Inject('KAFKA') private readonly client: ClientKafka) {}
 * ```
 */
export function kafkaClient(
  name: ClientsProviderAsyncOptions['name'],
  options: KafkaClientOptions,
): CustomClientOptions & { readonly name: ClientsProviderAsyncOptions['name'] } {
  // Nest's own type of a client class has room for none whose status is an enum, `ClientKafka` included.
  return { name, customClass: KafkaClient as unknown as Type<ClientProxy>, options };
}
