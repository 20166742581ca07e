import type { ServerResponse } from 'node:http';

/**
 * Calls back once when an answer is over, or its client has left. Node tells an answer of its connection's end only
 * when its turn has come: one that was asked for behind another of the same connection would never hear of it.
 *
 * @returns listens no more.
 */
export function whenGone(response: ServerResponse, gone: () => void): () => void {
  const { socket } = response.req;
  let listening = true;
  const off = (): void => {
    listening = false;
    socket.off('close', over);
    response.off('close', over);
  };
  const over = (): void => {
    // Whoever emits goes through the listeners that there were when it began.
    if (!listening) return;
    off();
    gone();
  };
  // As many as were asked for behind each other.
  socket.setMaxListeners(0);
  socket.once('close', over);
  response.once('close', over);
  if (socket.destroyed || response.destroyed) process.nextTick(over);
  return off;
}
