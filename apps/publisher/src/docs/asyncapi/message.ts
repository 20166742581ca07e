import { type Contract, type JsonSchema, textSchema } from '@app/kafka';

/** Of AsyncAPI's Kafka bindings. */
export const BINDING_VERSION = '0.5.0';

/** The records of a topic. `event` is the schema of the contract's payload. */
export function messageOf(contract: Contract, event: JsonSchema) {
  const { type, key, tombstones = false, example, text } = contract;
  const contentType = text ? 'text/plain' : 'application/json';
  const payload = textSchema(contract) ?? event;
  const deletes = 'A record without a value deletes what has its key.';
  return {
    name: type,
    title: type,
    contentType,
    ...(tombstones ? { description: deletes } : {}),
    headers: headersSchema(type, contentType),
    payload: tombstones ? { anyOf: [payload, { type: 'null' as const }] } : payload,
    ...(key
      ? {
          bindings: {
            kafka: {
              key: { type: 'string', description: 'Events with the same key keep their order.' },
              bindingVersion: BINDING_VERSION,
            },
          },
        }
      : {}),
    ...(example
      ? {
          examples: [
            { headers: exampleHeaders(type, contentType), payload: text?.encode(example) ?? example },
          ],
        }
      : {}),
  };
}

/** CloudEvents 1.0.2, Kafka protocol binding, section 3.2. */
const headersSchema = (type: string, contentType: string): JsonSchema => ({
  type: 'object',
  properties: {
    ce_id: { type: 'string', minLength: 1, description: 'Who receives an event twice knows it by its id.' },
    ce_source: { type: 'string', format: 'uri-reference', minLength: 1 },
    ce_specversion: { const: '1.0' },
    ce_type: { const: type },
    'content-type': { const: contentType },
  },
  required: ['ce_id', 'ce_source', 'ce_specversion', 'ce_type', 'content-type'],
});

const exampleHeaders = (type: string, contentType: string) => ({
  ce_id: '5f0b9c3e-2f0a-4f9e-9a53-0a3a6d1c9a10',
  ce_source: '/publisher',
  ce_specversion: '1.0',
  ce_type: type,
  'content-type': contentType,
});
