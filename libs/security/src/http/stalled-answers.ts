import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Closes a connection whose client has taken nothing of an answer for so long, so that none is held by who asks and
 * does not read. An answer that waits for something itself has nothing to be taken, and goes on: streams too.
 *
 * Node counts time without a byte in either direction, and asks whether what it has given to the system gets less. A
 * listener takes the place of what it would do then, which is to close a connection whatever it waits for.
 */
export function cutStalledAnswers(server: Server, ms: number): void {
  server.setTimeout(ms, (socket: Socket) => {
    // Without an answer under way its time is over, which is `keepAliveTimeout` from an answer to the next request.
    if (socket.writableLength > 0 || !answerUnderWay(socket)) socket.destroy();
  });
}

/** Node keeps it to itself, but writes nothing either where there is one that has begun. */
export const answerUnderWay = (socket: Socket): ServerResponse | null | undefined =>
  Reflect.get(socket, '_httpMessage') as ServerResponse | null | undefined;
