import type { DestinationStream } from 'pino';

/** Lines are not kept longer than to this length, in UTF-16 code units. */
const MOST = 64 * 1024;

/**
 * Standard output, to which the lines of one turn of the event loop go in one write, so that a line costs no system
 * call of its own. What is left when the process ends goes out before it does: Node writes to files, pipes and
 * terminals at once. pino's own asynchronous destination waits 100 ms whenever a pipe is full, and what a process that
 * is told to end has gathered by then takes longer than it is given.
 */
export function gatheredLines(): DestinationStream {
  let text = '';
  const flush = (): void => {
    const gathered = text;
    text = '';
    if (gathered) process.stdout.write(gathered);
  };
  process.once('exit', flush);
  return {
    write: (line) => {
      if (text === '') setImmediate(flush);
      text += line;
      if (text.length >= MOST) flush();
    },
  };
}
