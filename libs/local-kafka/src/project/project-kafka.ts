import { setTimeout as pause } from 'node:timers/promises';
import { describeShape } from '../cluster/describe-shape.js';
import { LocalKafkaError } from '../errors.js';
import type { Report } from '../java/jars.js';
import { ask } from './control-client.js';
import { claimSocket, controlSocket, type Claim } from './control-socket.js';
import { OwnedKafka } from './owned-kafka.js';
import type { Status } from './protocol.js';
import { layoutOf, projectSettings, type ProjectSettings, type Shape } from './settings.js';

export interface ProjectKafka {
  /** As of when it was opened. */
  readonly status: Status;
  readonly bootstrap: readonly string[];
  /** Whether it belongs to this process, and ends with it; else it ran already. */
  readonly owned: boolean;
  /** Stops a cluster of our own, and leaves any other running. */
  readonly close: () => Promise<void>;
}

export interface ProjectKafkaOptions extends Shape {
  readonly report?: Report;
  readonly env?: NodeJS.ProcessEnv;
}

/**
 * The project's one cluster, with data that lasts: the one that runs already, else a new one of this process.
 * @throws LocalKafkaError as LocalKafka.start does, and OTHER_SHAPE when another kind runs than is asked for
 */
export async function openProjectKafka(options: ProjectKafkaOptions = {}): Promise<ProjectKafka> {
  const settings = projectSettings(options.env ?? process.env);
  const socketPath = controlSocket(settings.folder);
  for (;;) {
    const claim = await claimSocket(socketPath);
    if (claim) return own(claim, settings, options);
    try {
      return await attach(socketPath, options);
    } catch (error) {
      // It ended meanwhile: so it is our turn, perhaps.
      if (!(error instanceof LocalKafkaError) || error.code !== 'NOT_RUNNING') throw error;
      await pause(50);
    }
  }
}

async function own(
  claim: Claim,
  settings: ProjectSettings,
  options: ProjectKafkaOptions,
): Promise<ProjectKafka> {
  const kafka = new OwnedKafka(claim, layoutOf(settings, options), options.report ?? (() => undefined));
  const status = await kafka.ready();
  return { status, bootstrap: addresses(status), owned: true, close: () => kafka.close() };
}

async function attach(socketPath: string, options: ProjectKafkaOptions): Promise<ProjectKafka> {
  const found = await ask(socketPath, 'status');
  assertShape(found, options);
  if (found.state === 'starting') options.report?.(`process ${found.owner} is starting Kafka already`);
  const status = await ask(socketPath, 'wait');
  // An owner that is stopping says so with its last answers.
  if (status.state === 'stopping') throw new LocalKafkaError('NOT_RUNNING', 'Kafka is stopping');
  return { status, bootstrap: addresses(status), owned: false, close: () => Promise.resolve() };
}

const addresses = (status: Status): string[] => status.brokers.map(({ address }) => address);

function assertShape(status: Status, { brokers, zookeeper }: Shape): void {
  const founders = brokers ?? status.founders;
  if (founders === status.founders && (zookeeper ?? status.zookeeper) === status.zookeeper) return;
  throw new LocalKafkaError(
    'OTHER_SHAPE',
    `a cluster of ${describeShape(status)} is running already: stop it first with \`npm run kafka -- stop\``,
  );
}
