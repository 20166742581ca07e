import { writeSync } from 'node:fs';
import type { DestinationStream } from 'pino';

const STANDARD_OUTPUT = 1;
/** For a reader to make room. */
const PAUSE_MS = 5;
/** At the end of the process; less than the bound of its whole shutdown. */
const LAST_WORDS_MS = 5_000;

/**
 * Standard output, to which the lines of one turn of the event loop go in one write, so that a line costs no system
 * call of its own, and to which what is left goes before the process ends. Node's own stream and pino's asynchronous
 * destination lose lines or wait 100 ms at a time where a pipe is full.
 */
export function gatheredLines(): DestinationStream {
  let text = '';
  let rest = Buffer.alloc(0);
  const isLeft = (): boolean => text !== '' || rest.length > 0;

  const flush = (): void => {
    const bytes = rest.length > 0 ? Buffer.concat([rest, Buffer.from(text)]) : Buffer.from(text);
    text = '';
    rest = bytes.subarray(written(bytes));
  };
  const flushLater = (): void => {
    flush();
    if (isLeft()) setTimeout(flushLater, PAUSE_MS);
  };
  process.once('exit', () => {
    const until = performance.now() + LAST_WORDS_MS;
    for (flush(); isLeft() && performance.now() < until; flush()) sleep(PAUSE_MS);
  });
  return {
    write: (line) => {
      if (!isLeft()) setImmediate(flushLater);
      text += line;
    },
  };
}

/** How many bytes are done with: what nobody reads any more, or has no room, is. */
function written(bytes: Buffer): number {
  let at = 0;
  try {
    while (at < bytes.length) at += writeSync(STANDARD_OUTPUT, bytes, at);
    return at;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EAGAIN' ? at : bytes.length;
  }
}

const sleep = (ms: number): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
