import type { JsonSchema } from '@app/kafka';

export const schemaRef = (name: keyof typeof answerSchemas): JsonSchema => ({
  $ref: `#/components/schemas/${name}`,
});

const receipt = {
  id: { type: 'string', description: 'CloudEvents `id`.' },
  topic: { type: 'string' },
  partition: { type: 'integer', minimum: 0 },
  offset: { type: 'integer', minimum: 0 },
  timestamp: { type: 'string', format: 'date-time', description: 'When the event was taken in.' },
} as const satisfies Record<string, JsonSchema>;

const problem = {
  type: { const: 'about:blank' },
  title: { type: 'string', description: 'The phrase of the status.' },
  status: { type: 'integer', minimum: 400, maximum: 599 },
  detail: { type: 'string', description: 'One line for people.' },
  code: { type: 'string', description: 'For programs; it does not change.', examples: ['EVENT_INVALID'] },
  errors: {
    type: 'array',
    description: 'What is wrong with each property.',
    items: {
      type: 'object',
      properties: {
        property: { type: 'string', description: 'Its path; empty for the event as a whole.' },
        reasons: { type: 'array', items: { type: 'string' } },
      },
      required: ['property', 'reasons'],
    },
  },
} as const satisfies Record<string, JsonSchema>;

const PROBLEM_REQUIRED = ['type', 'title', 'status', 'detail'];

/** What the publisher answers with, whatever the contracts are. */
export const answerSchemas = {
  Receipt: {
    description: 'Proof that every in-sync replica has the event.',
    type: 'object',
    properties: receipt,
    required: Object.keys(receipt),
  },
  Problem: {
    description: 'RFC 9457.',
    type: 'object',
    properties: problem,
    required: PROBLEM_REQUIRED,
  },
  Result: {
    description: 'A receipt or a problem, each with its own status.',
    anyOf: [
      {
        type: 'object',
        properties: { status: { const: 201 }, ...receipt },
        required: ['status', ...Object.keys(receipt)],
      },
      {
        type: 'object',
        properties: {
          ...problem,
          line: { type: 'integer', minimum: 1, description: 'Its number, in a stream of lines.' },
        },
        required: PROBLEM_REQUIRED,
      },
    ],
  },
  Results: {
    description: 'One for each event, in the order sent.',
    type: 'object',
    properties: { results: { type: 'array', items: { $ref: '#/components/schemas/Result' } } },
    required: ['results'],
  },
  PlacedOrder: {
    type: 'object',
    properties: {
      orderId: { type: 'string' },
      eventId: { type: 'string', description: 'CloudEvents `id` of its event.' },
    },
    required: ['orderId', 'eventId'],
  },
  Health: {
    description: 'Where it takes keys, all but the status is for those that read all topics.',
    type: 'object',
    properties: {
      status: { enum: ['ok', 'error', 'shutting_down'] },
      info: { type: 'object' },
      error: { type: 'object' },
      details: { type: 'object' },
    },
    required: ['status'],
  },
} as const satisfies Record<string, JsonSchema>;
