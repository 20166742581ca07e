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
  const body = `{"results":[${renderEach(results).join(',')}]}`;
  if (failed.length === 0) return { status: 201, body };
  const seconds = failed.flatMap(({ status }) => retryAfter(status) ?? []);
  return { status: 207, body, retryAfter: seconds.length > 0 ? Math.max(...seconds) : undefined };
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
