import { schemaRef } from './answer-schemas.js';

const RETRY_AFTER = {
  'Retry-After': {
    description: 'Seconds after which to send the same again.',
    schema: { type: 'integer', minimum: 0 },
  },
};

interface ProblemAnswer {
  readonly description: string;
  readonly headers?: object;
}

const PROBLEMS = {
  400: { description: 'Not JSON, not UTF-8, empty, not a CloudEvent, or no legal Idempotency-Key.' },
  401: {
    description: 'This publisher takes a key, and there was none that counts.',
    headers: {
      'WWW-Authenticate': { description: 'RFC 6750, section 3.', schema: { type: 'string' } },
    },
  },
  403: { description: 'The key is not for this topic, or a page of another site sent it.' },
  408: { description: 'The request took too long to arrive.' },
  409: { description: 'There is another order of this id.' },
  413: { description: 'Too large for a request or for a record, or too many events in one body.' },
  415: { description: 'The topic does not take this media type, charset or content coding.' },
  422: { description: 'Breaks the contract, or the Idempotency-Key was used for another request.' },
  429: { description: 'The buffer is full, or there were too many requests.', headers: RETRY_AFTER },
  500: { description: 'A fault of the publisher.' },
  503: {
    description: 'Brokers or database are away, or the publisher stops; nothing was published.',
    headers: RETRY_AFTER,
  },
  504: {
    description:
      'Sent but not confirmed: it may be in the log, or not. Repeat it with the same Idempotency-Key; the event ' +
      'keeps its id, so subscribers drop the double.',
  },
} as const satisfies Record<number, ProblemAnswer>;

/** The answer of a status that tells a problem. */
export const problemAnswer = (status: keyof typeof PROBLEMS): object => ({
  ...PROBLEMS[status],
  content: { 'application/problem+json': { schema: schemaRef('Problem') } },
});

/** All answers of the path that publishes. */
export const publishAnswers = {
  200: {
    description: 'To a stream of lines: a result for each, in order, while the upload goes on.',
    content: {
      'application/x-ndjson': { schema: { type: 'array', items: schemaRef('Result') } },
    },
  },
  201: {
    description: 'All published: a receipt, or for a list a result for each event.',
    content: {
      'application/json': { schema: { anyOf: [schemaRef('Receipt'), schemaRef('Results')] } },
    },
  },
  207: {
    description: 'To a list of which some failed: a result for each event, in the order sent.',
    headers: RETRY_AFTER,
    content: { 'application/json': { schema: schemaRef('Results') } },
  },
  ...Object.fromEntries(
    ([400, 401, 403, 408, 413, 415, 422, 429, 500, 503, 504] as const).map((status) => [
      status,
      problemAnswer(status),
    ]),
  ),
};
