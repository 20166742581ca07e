import { randomUUID } from 'node:crypto';
import { fastify } from 'fastify';
import { PATH, TOPIC } from '../../http/order.js';
import { port, sayReady } from '../../support/settings.js';

/** Reads, checks and answers as the publisher does, and publishes nothing: what Fastify itself costs. */
const item = {
  type: 'object',
  required: ['sku', 'quantity'],
  additionalProperties: false,
  properties: {
    sku: { type: 'string', minLength: 1, maxLength: 100 },
    quantity: { type: 'integer', minimum: 1 },
  },
};
const body = {
  type: 'object',
  required: ['orderId', 'customerId', 'items'],
  additionalProperties: false,
  properties: {
    orderId: { type: 'string', format: 'uuid' },
    customerId: { type: 'string', minLength: 1, maxLength: 100 },
    items: { type: 'array', minItems: 1, maxItems: 1_000, items: item },
  },
};

const app = fastify();
let offset = 0;
app.post(PATH, { schema: { body } }, (_request, reply) =>
  reply.code(201).send({
    id: randomUUID(),
    topic: TOPIC,
    partition: 0,
    offset: offset++,
    timestamp: new Date().toISOString(),
  }),
);
await app.listen({ port, host: '127.0.0.1' });
sayReady();
