import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { LocalKafkaError } from '../errors.js';
import { parseAnswer, type Command, type Status } from './protocol.js';

/** An owner answers `status` at once, whatever else it does. */
const STATUS_MS = 5_000;

/**
 * Has the owner of the cluster do something.
 * @throws LocalKafkaError NOT_RUNNING where there is none, NOT_READY where it is suspended, else what it says
 */
export async function ask(socketPath: string, command: Command): Promise<Status> {
  // The others may take long: so it is asked first whether it answers at all.
  if (command !== 'status') await ask(socketPath, 'status');
  const socket = connect(socketPath);
  if (command === 'status') {
    socket.setTimeout(STATUS_MS, () => socket.destroy(suspended()));
  }
  socket.write(`${command}\n`);
  const answer = await text(socket).catch(refusalOf);
  if (answer === '') throw notRunning();
  return parseAnswer(answer);
}

const suspended = (): LocalKafkaError =>
  new LocalKafkaError(
    'NOT_READY',
    'the process that owns Kafka does not answer: is it suspended? Go on with it by `fg`, or end it',
  );

/** A socket that nobody listens on any more has nothing to say. */
function refusalOf(error: unknown): string {
  if (error instanceof LocalKafkaError) throw error;
  return '';
}

export const notRunning = (): LocalKafkaError =>
  new LocalKafkaError('NOT_RUNNING', 'Kafka is not running here: start it with `npm run kafka -- start`');
