import { type Contract, type JsonSchema, textSchema } from '@app/kafka';
import { BATCH_LIMIT } from '../../http/limits.js';
import { publishAnswers } from './answers.js';
import { cloudEventExample, cloudEventSchema } from './cloud-event.js';
import { headersOf } from './headers.js';

/** `POST /topics/{topic}/events` of one topic. `event` is the schema of its payload. */
export const eventsPath = (contract: Contract, event: JsonSchema): object => ({
  post: {
    operationId: `publish-${contract.topic}`,
    tags: ['events'],
    summary: `Publish ${contract.type} to ${contract.topic}`,
    parameters: headersOf(contract),
    requestBody: { required: true, content: bodiesOf(contract, event) },
    responses: publishAnswers,
  },
});

function bodiesOf(contract: Contract, event: JsonSchema): object {
  const { example } = contract;
  const cloudEvent = cloudEventSchema(contract, event);
  const cloudEventOf = (data: object) => ({ ...cloudEventExample(contract), data });
  const text = textSchema(contract);
  return {
    'application/json': {
      schema: { anyOf: [event, listOf(event)] },
      ...examples(example, { one: (data) => data, several: (data) => [data] }),
    },
    'application/x-ndjson': {
      schema: { ...listOf(event, null), description: 'One event a line, of any number.' },
      ...examples(example, { lines: (data) => [data] }),
    },
    'application/cloudevents+json': {
      schema: cloudEvent,
      ...examples(example, { one: cloudEventOf }),
    },
    'application/cloudevents-batch+json': {
      schema: listOf(cloudEvent),
      ...examples(example, { several: (data) => [cloudEventOf(data)] }),
    },
    ...(text && contract.text
      ? { 'text/plain': { schema: text, ...examples(example, { text: contract.text.encode }) } }
      : {}),
  };
}

const listOf = (items: JsonSchema, maxItems: number | null = BATCH_LIMIT): JsonSchema => ({
  type: 'array',
  items,
  ...(maxItems === null ? {} : { maxItems }),
});

function examples(
  example: object | undefined,
  forms: Readonly<Record<string, (data: object) => unknown>>,
): object {
  if (!example) return {};
  const all = Object.entries(forms).map(([name, form]) => [name, { value: form(example) }]);
  return { examples: Object.fromEntries(all) };
}
