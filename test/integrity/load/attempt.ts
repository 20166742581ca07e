import type { Agent } from 'node:http';
import type { Place } from '../ledger/sent.js';
import { post } from './post.js';

/**
 * What came of a request: `refused` says that nothing was published, `unknown` leaves it open; both may be repeated
 * under the same Idempotency-Key.
 */
export type Outcome =
  | { readonly kind: 'acknowledged'; readonly places: readonly Place[] }
  | { readonly kind: 'refused' | 'unknown'; readonly why: string };

/** Longer than a publisher keeps an event waiting: 10 s. */
const ANSWER_WITHIN_MS = 15_000;

export interface Request {
  /** None where the publisher asks for none. */
  readonly apiKey: string | undefined;
  readonly idempotencyKey: string;
  readonly events: readonly object[];
}

/** Posts one event, or a list. @throws Error for an answer that no publisher may give to these events */
export async function attempt(
  agent: Agent,
  url: string,
  { apiKey, idempotencyKey, events }: Request,
): Promise<Outcome> {
  const body = JSON.stringify(events.length === 1 ? events[0] : events);
  const headers = {
    'content-type': 'application/json',
    'idempotency-key': `"${idempotencyKey}"`,
    ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
  };
  const answer = await post(url, { agent, headers, body, timeoutMs: ANSWER_WITHIN_MS }).catch(
    (error: NodeJS.ErrnoException) => error,
  );
  if (answer instanceof Error) {
    return { kind: answer.code === 'ECONNREFUSED' ? 'refused' : 'unknown', why: answer.code ?? answer.name };
  }
  const { status } = answer;
  if (status === 201) return { kind: 'acknowledged', places: placesIn(answer.body) };
  if (status === 429 || status === 503) return { kind: 'refused', why: String(status) };
  // Of a list some may have been published, and some not.
  if (status === 207 || status === 504) return { kind: 'unknown', why: String(status) };
  throw new Error(`answered ${status}: ${answer.body}`);
}

function placesIn(body: string): readonly Place[] {
  const answer = JSON.parse(body) as Place | { readonly results: readonly Place[] };
  return 'results' in answer ? answer.results : [answer];
}
