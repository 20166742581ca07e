import type { PublishResult, Receipt } from '@app/kafka';
import { type ProblemDetails, retryAfter } from '@app/security';
import { describeError } from '../describe-error.js';

/** A whole answer, ready to be sent. */
export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter?: number | undefined;
}

/** Written by hand, as it is on the way of each event: only an id can have something to escape. */
const members = ({ id, topic, partition, offset, timestamp }: Receipt): string =>
  `"id":${JSON.stringify(id)},"topic":"${topic}","partition":${partition},"offset":${offset},"timestamp":"${timestamp}"}`;

/** The answer for an event that came alone. */
export const renderReceipt = (receipt: Receipt): Answer => ({ status: 201, body: `{${members(receipt)}` });

/** As `renderReceipt`. @throws what kept it from being published */
export function renderOne({ receipt, error }: PublishResult): Answer {
  if (!receipt) throw error;
  return renderReceipt(receipt);
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
  const body = `{"results":[${results.map((result) => renderResult(result)).join(',')}]}`;
  if (failed.length === 0) return { status: 201, body };
  const seconds = failed.flatMap(({ status }) => retryAfter(status) ?? []);
  return { status: 207, body, retryAfter: seconds.length > 0 ? Math.max(...seconds) : undefined };
}

const canRetry = (status: number): boolean => status === 429 || status >= 500;

const alike = (failed: readonly ProblemDetails[]): boolean =>
  failed.every(({ code }) => code !== undefined && code === failed[0]?.code);
