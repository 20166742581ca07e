import { schemaRef } from './answer-schemas.js';
import { problemAnswer } from './answers.js';

const refusals = Object.fromEntries(
  ([401, 403, 429, 500] as const).map((status) => [status, problemAnswer(status)]),
);

const get = (tag: string, summary: string, responses: object) => ({
  get: { tags: [tag], summary, responses: { ...responses, ...refusals } },
});

const ok = (mediaType: string, schema: object, description = 'OK') => ({
  200: { description, content: { [mediaType]: { schema } } },
});

const page = (summary: string) => get('documents', summary, ok('text/html', { type: 'string' }));
const document = (summary: string, version: string) =>
  get('documents', summary, ok('application/json', { type: 'object', required: [version] }));

const topics = {
  type: 'object',
  properties: {
    topics: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          topic: { type: 'string' },
          type: { type: 'string', description: 'CloudEvents `type` of its events.' },
          partitions: { type: 'integer', minimum: 1, description: 'How many it is created with.' },
          contentTypes: { type: 'array', items: { type: 'string' } },
          links: { type: 'object', properties: { events: { type: 'string' } }, required: ['events'] },
        },
        required: ['topic', 'type', 'partitions', 'contentTypes', 'links'],
      },
    },
  },
  required: ['topics'],
};

const health = schemaRef('Health');

/** The paths that are there whatever the contracts are. */
export const otherPaths = {
  '/topics': get('topics', 'What may be published', ok('application/json', topics)),
  '/health/live': get('health', 'Whether the process answers', ok('application/json', health)),
  '/health/ready': get('health', 'Whether the brokers are reached', {
    ...ok('application/json', health, 'They are.'),
    503: { description: 'They are not.', content: { 'application/json': { schema: health } } },
  }),
  '/metrics': get(
    'health',
    'What has been done, as Prometheus reads it',
    ok('text/plain', { type: 'string' }),
  ),
  '/openapi.json': document('This document', 'openapi'),
  '/asyncapi.json': document('What is on Kafka, as AsyncAPI 3', 'asyncapi'),
  '/docs': page('This document for people'),
  '/asyncapi': page('What is on Kafka, for people'),
};
