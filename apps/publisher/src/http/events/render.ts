import type { PublishResult, Receipt } from '@app/kafka';
import { PROBLEM_TYPE, type ProblemDetails, retryAfter } from '@app/security';
import { describeError } from '../describe-error.js';

/** A whole answer, ready to be sent. */
export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: string;
  readonly retryAfter?: number | undefined;
}

const JSON_ANSWER = 'application/json; charset=utf-8';
const PROBLEM_ANSWER = `${PROBLEM_TYPE}; charset=utf-8`;

/** Written by hand, as it is on the way of each event: only an id can have something to escape. */
const members = ({ id, topic, partition, offset, timestamp }: Receipt): string =>
  `"id":${JSON.stringify(id)},"topic":"${topic}","partition":${partition},"offset":${offset},"timestamp":"${timestamp}"}`;

/** The answer for an event that came alone. */
export const renderReceipt = (receipt: Receipt): Answer => ({
  status: 201,
  type: JSON_ANSWER,
  body: `{${members(receipt)}`,
});

/** As `renderReceipt`. @throws what kept it from being published */
export function renderOne({ receipt, error }: PublishResult): Answer {
  if (!receipt) throw error;
  return renderReceipt(receipt);
}

/** The answer for a request of which nothing came. */
export function renderProblem(error: unknown): Answer {
  const details = describeError(error);
  const { status } = details;
  return { status, type: PROBLEM_ANSWER, body: JSON.stringify(details), retryAfter: retryAfter(status) };
}

/** One result of several: a receipt or a problem, each with its `status`; a problem names its line, if there is one. */
export const renderResult = ({ receipt, error }: PublishResult, line?: number): string =>
  receipt ? `{"status":201,${members(receipt)}` : JSON.stringify({ line, ...describeError(error) });

/**
 * The answer for a list: 201 when all are published, else 207 with the status of each.
 *
 * @throws the error of all of them where they failed alike and may succeed later, so that clients and proxies that
 * know nothing of lists try again.
 */
export function renderList(results: readonly PublishResult[]): Answer {
  const failed = results.filter(({ receipt }) => !receipt).map(({ error }) => describeError(error));
  const [first] = failed;
  if (first && failed.length === results.length && canRetry(first.status) && alike(failed))
    throw results[0]?.error;
  const body = `{"results":[${renderEach(results).join(',')}]}`;
  if (failed.length === 0) return { status: 201, type: JSON_ANSWER, body };
  const seconds = failed.flatMap(({ status }) => retryAfter(status) ?? []);
  const longest = seconds.length > 0 ? Math.max(...seconds) : undefined;
  return { status: 207, type: JSON_ANSWER, body, retryAfter: longest };
}

/** Of what is wrong with the events of one body, in bytes. Names that a client chose come back in it, several times. */
const MOST_TOLD = 512 * 1024;
const NOT_TOLD = 'what is wrong with it would make the answer too large; send it alone to be told';

function renderEach(results: readonly PublishResult[]): string[] {
  let told = 0;
  return results.map((result) => {
    if (!result.receipt && told >= MOST_TOLD) return renderBriefly(result.error);
    const text = renderResult(result);
    if (!result.receipt) told += Buffer.byteLength(text);
    return text;
  });
}

function renderBriefly(error: unknown): string {
  const { errors: _, ...details } = describeError(error);
  return JSON.stringify({ ...details, detail: NOT_TOLD });
}

const canRetry = (status: number): boolean => status === 429 || status >= 500;

const alike = (failed: readonly ProblemDetails[]): boolean =>
  failed.every(({ code }) => code !== undefined && code === failed[0]?.code);
