import { setTimeout as pause } from 'node:timers/promises';
import { allRegistered } from '../cluster/ready.js';
import { LocalKafkaError } from '../errors.js';
import type { Report } from '../java/jars.js';
import { LocalKafka } from '../local-kafka.js';
import type { LocalBroker, LocalKafkaOptions } from '../options.js';
import type { Claim } from './control-socket.js';
import { serveControl } from './control-server.js';
import type { BrokerStatus, Status } from './protocol.js';
import type { Layout } from './settings.js';

/** The brokers of a dead owner get 5 s to end, and some more to be gone. */
const GHOSTS_MS = 10_000;

/** The project's cluster in the process that starts it, which does what others ask on the control socket. */
export class OwnedKafka {
  private readonly starting: Promise<LocalKafka>;
  private state: Status['state'] = 'starting';
  /** One change to the cluster after another: each takes its number from what is there. */
  private changing: Promise<unknown> = Promise.resolve();
  private stopping: Promise<void> | undefined;

  constructor(
    private readonly claim: Claim,
    private readonly layout: Layout,
    report: Report,
  ) {
    this.starting = startAfterGhosts({ ...layout, report }, claim.afterDeadOwner ? GHOSTS_MS : 0);
    serveControl(claim.server, {
      status: () => this.status(),
      wait: () => this.allRunning(),
      'add-broker': () => this.addBroker(),
      stop: () => this.stopAsAsked(),
    });
  }

  /** Resolves when all brokers serve. When that fails, the cluster is given up, and the next may try. */
  async ready(): Promise<Status> {
    try {
      await this.starting;
    } catch (error) {
      this.claim.server.close();
      throw error;
    }
    if (this.state === 'starting') this.state = 'running';
    return this.status();
  }

  /** As `ready`, and brokers that have ended since are started again. */
  private async allRunning(): Promise<Status> {
    await this.ready();
    return this.change(async (kafka) => {
      for (const { id, state } of kafka.brokers) if (state === 'stopped') await kafka.restart(id);
    });
  }

  /** Resolves when the cluster is gone and the socket is free for another owner. */
  close(): Promise<void> {
    this.stopping ??= this.stop();
    return this.stopping;
  }

  private async stop(): Promise<void> {
    const kafka = await this.starting.catch(() => undefined);
    this.state = 'stopping';
    await kafka?.stop();
    this.claim.server.close();
  }

  private async stopAsAsked(): Promise<Status> {
    const status = await this.status();
    await this.close();
    return { ...status, state: 'stopping' };
  }

  private addBroker(): Promise<Status> {
    return this.change((kafka) => kafka.addBroker());
  }

  private change(act: (kafka: LocalKafka) => Promise<unknown>): Promise<Status> {
    const changed = this.changing.then(async () => {
      await act(await this.starting);
      return this.status();
    });
    this.changing = changed.catch(() => undefined);
    return changed;
  }

  private async status(): Promise<Status> {
    const { brokers: founders, zookeeper, dataFolder } = this.layout;
    const brokers = this.state === 'starting' ? [] : (await this.starting).brokers;
    return {
      state: this.state,
      owner: process.pid,
      founders,
      zookeeper,
      dataFolder,
      brokers: await Promise.all(brokers.map(askBroker)),
    };
  }
}

async function askBroker(broker: LocalBroker): Promise<BrokerStatus> {
  const port = Number(broker.address.split(':')[1]);
  const answers = broker.state === 'running' && (await allRegistered([port], [broker.id]).catch(() => false));
  return { ...broker, answers };
}

/** What stands in the way may be brokers that are about to end: then it is tried again, for `boundMs`. */
async function startAfterGhosts(options: LocalKafkaOptions, boundMs: number): Promise<LocalKafka> {
  const deadline = performance.now() + boundMs;
  for (;;) {
    try {
      return await LocalKafka.start(options);
    } catch (error) {
      const mayPass =
        error instanceof LocalKafkaError && (error.code === 'PORT_TAKEN' || error.code === 'BROKER_FAILED');
      if (!mayPass || performance.now() > deadline) throw error;
      await pause(250);
    }
  }
}
