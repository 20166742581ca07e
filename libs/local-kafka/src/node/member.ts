import { LocalKafkaError } from '../errors.js';
import type { LocalBroker } from '../options.js';
import { awaitReady, START_TIMEOUT_MS } from './await-ready.js';
import { brokerJvm, closedCleanly, startBroker, type Runtime } from './broker.js';
import type { ClusterPlan, NodePlan } from './cluster-plan.js';
import type { Jvm } from './jvm.js';

/** One broker of a cluster over its lives: started, killed, started again with its data. */
export class Member {
  private jvm: Jvm | undefined;

  constructor(
    readonly node: NodePlan,
    private readonly runtime: Runtime,
    private readonly cluster: ClusterPlan,
  ) {}

  get running(): boolean {
    return this.jvm?.running() ?? false;
  }

  describe(): LocalBroker {
    return {
      id: this.node.id,
      address: `127.0.0.1:${this.node.port}`,
      pid: this.running ? this.jvm?.pid : undefined,
      state: this.running ? 'running' : 'stopped',
    };
  }

  /** Resolves when `ready` is answered with true; does nothing where the broker runs. */
  async start(ready: () => Promise<boolean>): Promise<void> {
    if (this.running) return;
    const deadline = performance.now() + START_TIMEOUT_MS;
    for (;;) {
      this.jvm = await startBroker(this.runtime, this.cluster, this.node);
      try {
        return await awaitReady(brokerJvm(this.runtime, this.node), this.jvm, ready);
      } catch (error) {
        if (!isStillInZookeeper(error) || performance.now() > deadline) throw error;
      }
    }
  }

  async end(signal: 'SIGTERM' | 'SIGKILL', killAfterMs?: number): Promise<void> {
    await this.jvm?.end(signal, killAfterMs);
  }

  /** True when all of its records are put away, although the process may still run. */
  closed(): Promise<boolean> {
    return closedCleanly(brokerJvm(this.runtime, this.node).folder);
  }
}

/** ZooKeeper keeps the entry of a killed broker until its session times out; until then a new one ends itself. */
const isStillInZookeeper = (error: unknown): boolean =>
  error instanceof LocalKafkaError && error.message.includes('NodeExists');
