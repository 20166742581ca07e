import type { Contract, JsonSchema } from '@app/kafka';
import { schemaRef } from './answer-schemas.js';
import { problemAnswer } from './answers.js';

const placed = (description: string) => ({
  description,
  content: { 'application/json': { schema: schemaRef('PlacedOrder') } },
});

/** `POST /orders`. `order` is the schema of the event's payload, which is the order. */
export const ordersPath = ({ example, topic }: Contract, order: JsonSchema): object => ({
  post: {
    operationId: 'place-order',
    tags: ['orders'],
    summary: `Place an order, and publish it to ${topic}: both or neither`,
    requestBody: {
      required: true,
      content: { 'application/json': { schema: order, examples: { order: { value: example } } } },
    },
    responses: {
      200: placed('This order was placed before; its event is the same.'),
      201: placed(
        'It is in the database, and its event will be in the log, whether or not there are brokers now.',
      ),
      409: problemAnswer(409),
      ...Object.fromEntries(
        ([400, 401, 403, 408, 413, 415, 422, 429, 500, 503] as const).map((status) => [
          status,
          problemAnswer(status),
        ]),
      ),
    },
  },
});
