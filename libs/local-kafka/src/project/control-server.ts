import type { Server, Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { parseCommand, toAnswer, type Answer, type Command, type Status } from './protocol.js';

/** Answers each connection's one command by the function of that name. */
export function serveControl(server: Server, commands: Record<Command, () => Promise<Status>>): void {
  server.on('connection', (socket: Socket) => {
    // Who asked may be gone before the answer.
    socket.on('error', () => undefined);
    createInterface(socket).once('line', (line) => {
      const command = parseCommand(line);
      if (command) void answer(commands[command]).then((said) => socket.end(`${JSON.stringify(said)}\n`));
      else socket.end();
    });
  });
}

const answer = (command: () => Promise<Status>): Promise<Answer> =>
  command().then((status) => ({ status }), toAnswer);
