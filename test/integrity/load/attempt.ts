import type { Agent } from 'node:http';
import { monotonic } from '../monotonic.js';
import { type EventAnswer, type Outcome, outcomeOf, unanswered } from './outcome.js';
import { post } from './post.js';

/** Longer than a publisher keeps an event waiting: 10 s. */
export const ANSWER_WITHIN_MS = 15_000;

export interface Request {
  readonly agent: Agent;
  readonly url: string;
  /** None where the publisher asks for none. */
  readonly apiKey: string | undefined;
  readonly idempotencyKey: string;
  readonly events: readonly object[];
}

export const headersOf = ({ apiKey, idempotencyKey }: Request): Record<string, string> => ({
  'idempotency-key': `"${idempotencyKey}"`,
  ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
});

/**
 * Posts one event, or a list. Resolves with what came of each.
 *
 * @throws Error for an answer that no publisher may give to these events
 */
export async function attempt(request: Request): Promise<Outcome[]> {
  const { agent, url, events } = request;
  const body = JSON.stringify(events.length === 1 ? events[0] : events);
  const headers = { 'content-type': 'application/json', ...headersOf(request) };
  const answer = await post(url, { agent, headers, body, timeoutMs: ANSWER_WITHIN_MS }).catch(
    (error: NodeJS.ErrnoException) => error,
  );
  if (answer instanceof Error) return events.map(() => unanswered(answer));
  const at = monotonic();
  return answersIn(answer.status, answer.body, events.length).map((each) => outcomeOf(each, at));
}

/** Of a list that failed as a whole there is one answer for all. */
function answersIn(status: number, body: string, count: number): EventAnswer[] {
  const answer = JSON.parse(body) as Partial<EventAnswer> & { readonly results?: readonly EventAnswer[] };
  if (!answer.results) return Array.from({ length: count }, () => ({ ...answer, status }) as EventAnswer);
  if (answer.results.length !== count) throw new Error(`answered ${status} to ${count} events: ${body}`);
  return [...answer.results];
}
