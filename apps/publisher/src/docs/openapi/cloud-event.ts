import { type Contract, type JsonSchema, textSchema } from '@app/kafka';

/** CloudEvents 1.0.2, section 3.2: a string has no control characters; here it is not empty either. */
const TEXT = { type: 'string', pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f]+$' } as const;
const URI_REFERENCE = "^[A-Za-z0-9_.~:/?#\\[\\]@!$&'()*+,;=%-]+$";

/** An event of the contract in the JSON format of CloudEvents 1.0.2. `data` is the schema of its payload. */
export function cloudEventSchema(contract: Contract, data: JsonSchema): JsonSchema {
  const asJson = { datacontenttype: { const: 'application/json' }, data };
  const attributes = {
    specversion: { const: '1.0' },
    id: { ...TEXT, description: 'Subscribers know an event that comes twice by it.' },
    source: { type: 'string', pattern: URI_REFERENCE, description: 'A URI reference.' },
    type: { const: contract.type },
    subject: { ...TEXT, type: ['string', 'null'] },
    time: { type: ['string', 'null'], format: 'date-time', description: 'From 1970 to an hour ahead.' },
  } as const;
  const text = textSchema(contract);
  return {
    type: 'object',
    description: '`data_base64` may stand for `data`. Further attributes are kept.',
    properties: { ...attributes, ...(text ? { datacontenttype: {}, data: {} } : asJson) },
    required: ['specversion', 'id', 'source', 'type', 'data'],
    propertyNames: { pattern: '^[a-z0-9]+$' },
    additionalProperties: { ...TEXT, type: ['string', 'boolean', 'integer', 'null'] },
    ...(text ? { anyOf: [{ properties: asJson }, asPlainText(text)] } : {}),
  };
}

const asPlainText = (data: JsonSchema): JsonSchema => ({
  properties: { datacontenttype: { const: 'text/plain' }, data },
  required: ['datacontenttype'],
});

/** The attributes of an example. */
export const cloudEventExample = ({ type }: Contract) => ({
  specversion: '1.0',
  id: '5f0b9c3e-2f0a-4f9e-9a53-0a3a6d1c9a10',
  source: '/checkout',
  type,
});
