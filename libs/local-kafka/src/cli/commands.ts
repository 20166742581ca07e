import { LocalKafkaError } from '../errors.js';
import { ask, notRunning } from '../project/control-client.js';
import { controlSocket } from '../project/control-socket.js';
import { projectSettings, type Shape } from '../project/settings.js';
import { startInBackground } from './background.js';
import { renderStart, renderStatus } from './render.js';

/** As `systemctl status` and other init scripts have it: the program is not running. */
const NOT_RUNNING_EXIT_CODE = 3;

const print = (lines: readonly string[]): void => {
  process.stdout.write(lines.map((line) => `${line}\n`).join(''));
};

const socket = (): string => controlSocket(projectSettings(process.env).folder);

const isNotRunning = (error: unknown): boolean =>
  error instanceof LocalKafkaError && error.code === 'NOT_RUNNING';

export async function start({ brokers, zookeeper }: Shape): Promise<void> {
  const args = brokers === undefined ? [] : ['--brokers', String(brokers)];
  if (zookeeper) args.push('--zookeeper');
  const { folder } = projectSettings(process.env);
  const { status, owned } = await startInBackground(folder, args, (line) => print([line]));
  print(renderStart(status, owned));
}

export async function stop(): Promise<void> {
  try {
    await ask(socket(), 'stop');
    print(['Kafka is stopped, its data is kept']);
  } catch (error) {
    if (!isNotRunning(error)) throw error;
    print(['Kafka is not running here']);
  }
}

export async function showStatus({ json = false }: { readonly json?: boolean }): Promise<void> {
  try {
    const found = await ask(socket(), 'status');
    print(json ? [JSON.stringify(found, null, 2)] : renderStatus(found));
  } catch (error) {
    if (!isNotRunning(error)) throw error;
    print(json ? [JSON.stringify({ state: 'stopped', brokers: [] })] : [notRunning().message]);
    process.exitCode = NOT_RUNNING_EXIT_CODE;
  }
}

export async function addBroker(): Promise<void> {
  const added = (await ask(socket(), 'add-broker')).brokers.at(-1);
  print([`broker ${added?.id} has joined at ${added?.address}`]);
}
