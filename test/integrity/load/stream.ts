import { once } from 'node:events';
import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { monotonic } from '../monotonic.js';
import { ANSWER_WITHIN_MS, headersOf, type Request } from './attempt.js';
import { type EventAnswer, type Outcome, outcomeOf, unanswered } from './outcome.js';

/** Between two lines: so that a stream goes out in many batches, with many of its events on their way at once. */
const LINE_MS = 10;

interface Answered {
  readonly answer: EventAnswer;
  /** Monotonic milliseconds. */
  readonly at: number;
}

/**
 * Posts events as a stream of lines, which are answered while further ones are sent. Resolves with what came of each.
 *
 * @param written called with an event's index as its line is sent
 * @throws Error for an answer that no publisher may give to these events
 */
export async function attemptStream(request: Request, written: (index: number) => void): Promise<Outcome[]> {
  const { agent, url, events } = request;
  const headers = { 'content-type': 'application/x-ndjson', ...headersOf(request) };
  const signal = AbortSignal.timeout(ANSWER_WITHIN_MS + events.length * LINE_MS);
  const sending = httpRequest(url, { method: 'POST', agent, headers, signal });
  const answers: Answered[] = [];
  let lines = 0;
  void writeLines(sending, events, (index) => {
    lines = index + 1;
    written(index);
  });
  const failure = await readAnswers(sending, answers).catch((error: NodeJS.ErrnoException) => error);
  sending.destroy();
  return events.map((_, index) => {
    const answer = answers[index];
    if (answer) return outcomeOf(answer.answer, answer.at);
    return index < lines ? unanswered(failure) : { kind: 'refused', why: 'not sent' };
  });
}

async function writeLines(
  sending: ClientRequest,
  events: readonly object[],
  written: (index: number) => void,
): Promise<void> {
  for (const [index, event] of events.entries()) {
    // Once the answer has ended nobody reads on.
    if (sending.destroyed) return;
    written(index);
    sending.write(`${JSON.stringify(event)}\n`);
    await delay(LINE_MS);
  }
  sending.end();
}

/** Resolves with why those that are missing then were not answered. */
async function readAnswers(sending: ClientRequest, answers: Answered[]): Promise<NodeJS.ErrnoException> {
  // What fails after the answer began is told by its end.
  sending.on('error', () => undefined);
  const [response] = (await once(sending, 'response')) as [IncomingMessage];
  response.on('error', () => undefined);
  const lines = createInterface({ input: response });
  response.once('close', () => lines.close());
  const isTaken = response.statusCode === 200;
  lines.on('line', (line) => {
    if (isTaken) answers.push({ answer: JSON.parse(line) as EventAnswer, at: monotonic() });
  });
  await once(lines, 'close');
  const code = isTaken ? 'ended early' : String(response.statusCode);
  return Object.assign(new Error(code), { code });
}
