import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { LocalKafkaError } from '../errors.js';
import { parseAnswer, type Command, type Status } from './protocol.js';

/**
 * Has the owner of the cluster do something.
 * @throws LocalKafkaError NOT_RUNNING where there is none, else what the owner says
 */
export async function ask(socketPath: string, command: Command): Promise<Status> {
  const socket = connect(socketPath);
  socket.write(`${command}\n`);
  const answer = await text(socket).catch(() => '');
  if (answer === '') throw notRunning();
  return parseAnswer(answer);
}

export const notRunning = (): LocalKafkaError =>
  new LocalKafkaError('NOT_RUNNING', 'Kafka is not running here: start it with `npm run kafka -- start`');
