import { type Contract, SchemaSet } from '@app/kafka';
import { BINDING_VERSION, messageOf } from './message.js';

/** What is on Kafka, as AsyncAPI 3: a channel for each topic. It follows from the contracts alone. */
export function asyncApi(contracts: readonly Contract[]) {
  const set = new SchemaSet('#/components/schemas/');
  const messages = contracts.map((contract) => [
    contract.topic,
    messageOf(contract, set.ref(contract.payload)),
  ]);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Events',
      version: '1.0.0',
      description:
        'Records are CloudEvents 1.0 in binary mode: the value is the data alone, its attributes are headers. ' +
        'Each consumer group receives every event, in the order of its key, at least once.',
      license: { name: 'MIT' },
    },
    defaultContentType: 'application/json',
    channels: Object.fromEntries(contracts.map((contract) => [contract.topic, channelOf(contract)])),
    operations: Object.fromEntries(contracts.flatMap(operationsOf)),
    components: {
      messages: Object.fromEntries(messages) as Record<string, ReturnType<typeof messageOf>>,
      schemas: set.schemas,
    },
  };
}

export type AsyncApiDocument = ReturnType<typeof asyncApi>;

const channelOf = ({ topic, partitions }: Contract) => ({
  address: topic,
  messages: { [topic]: { $ref: `#/components/messages/${topic}` } },
  bindings: { kafka: { topic, partitions, bindingVersion: BINDING_VERSION } },
});

function operationsOf({ topic, type }: Contract): [string, object][] {
  const channel = { $ref: `#/channels/${topic}` };
  const messages = [{ $ref: `#/channels/${topic}/messages/${topic}` }];
  const groupId = {
    type: 'string',
    description: 'The consumer group: it shares the partitions out among its members.',
  };
  return [
    [`publish-${topic}`, { action: 'send', summary: `Publish ${type}`, channel, messages }],
    [
      `receive-${topic}`,
      {
        action: 'receive',
        summary: `Handle ${type}`,
        channel,
        messages,
        bindings: { kafka: { groupId, bindingVersion: BINDING_VERSION } },
      },
    ],
  ];
}
