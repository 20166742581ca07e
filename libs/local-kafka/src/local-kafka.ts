import { writeCluster } from './cluster/cluster-file.js';
import { prepare, type Prepared } from './cluster/prepare.js';
import { allRegistered, clientsServed } from './cluster/ready.js';
import { shutDown } from './cluster/shut-down.js';
import { removeThrowAway } from './cluster/throw-away.js';
import { LocalKafkaError } from './errors.js';
import type { NodePlan } from './node/cluster-plan.js';
import type { Jvm } from './node/jvm.js';
import { Member } from './node/member.js';
import { startZookeeper } from './node/zookeeper.js';
import type { LocalBroker, LocalKafkaOptions } from './options.js';

/**
 * A real Apache Kafka cluster as child processes, bound to 127.0.0.1. It ends when this process does, in whatever
 * way that happens.
 */
export class LocalKafka {
  private readonly members: Member[];
  private zookeeper: Jvm | undefined;

  private constructor(private readonly cluster: Prepared) {
    this.members = cluster.nodes.map((node) => this.member(node));
  }

  /**
   * Resolves when all brokers answer, know of each other and serve consumer groups and producers.
   * @throws LocalKafkaError a line for people when Java, Maven or a port is missing, or a broker does not start
   */
  static async start(options: LocalKafkaOptions = {}): Promise<LocalKafka> {
    const { report = () => undefined } = options;
    const started = performance.now();
    const kafka = new LocalKafka(await prepare(options));
    report(`starting Apache Kafka ${kafka.cluster.version}`);
    try {
      await kafka.launch();
    } catch (error) {
      await kafka.killAll();
      throw error;
    }
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    report(`Apache Kafka ${kafka.cluster.version} is ready after ${seconds} s`);
    return kafka;
  }

  /** Of Apache Kafka. */
  get version(): string {
    return this.cluster.version;
  }

  /** Addresses of all brokers, running or not. */
  get bootstrap(): string[] {
    return this.brokers.map(({ address }) => address);
  }

  get brokers(): readonly LocalBroker[] {
    return this.members.map((member) => member.describe());
  }

  /** Addresses of the listeners with SASL over TLS, and of those with certificates on both sides. */
  get secureBootstrap(): { readonly sasl: string[]; readonly mutual: string[] } {
    const ports = this.members.flatMap(({ node }) => node.securePorts ?? []);
    const at = (port: number): string => `127.0.0.1:${port}`;
    return { sasl: ports.map(({ sasl }) => at(sasl)), mutual: ports.map(({ mutual }) => at(mutual)) };
  }

  /** Where configuration, data and `logs` are. */
  get dataFolder(): string {
    return this.cluster.runtime.dataFolder;
  }

  /** Ends a broker at once, by SIGKILL. */
  async kill(id: number): Promise<void> {
    await this.find(id).end('SIGKILL');
  }

  /** Has a broker hand over its partitions and end; SIGKILL after 8 s. */
  async stopBroker(id: number): Promise<void> {
    await this.find(id).end('SIGTERM');
  }

  /**
   * Starts a broker that was killed or stopped, with its data; resolves when it serves again. After a kill that
   * takes until Kafka has given its earlier life up: 4 s and more (`broker.session.timeout.ms`).
   */
  async restart(id: number): Promise<void> {
    await this.startMembers([this.find(id)]);
  }

  /** Adds a broker to the running cluster; resolves when all others know it. It takes part from then on. */
  async addBroker(): Promise<LocalBroker> {
    const { runtime, nextNode, record } = this.cluster;
    const id = Math.max(...this.members.map(({ node }) => node.id)) + 1;
    const member = this.member(await nextNode(id));
    this.members.push(member);
    try {
      await this.startMembers([member]);
    } catch (error) {
      await member.end('SIGKILL');
      this.members.splice(this.members.indexOf(member), 1);
      throw error;
    }
    await writeCluster(runtime.dataFolder, { ...record, brokers: this.members.map(({ node }) => node.id) });
    return member.describe();
  }

  /** Ends all, within about 10 s, and removes the data of a throw-away cluster. */
  async stop(): Promise<void> {
    // What is thrown away need not be put away.
    if (this.cluster.throwAway) {
      await this.killAll();
      await removeThrowAway(this.dataFolder);
    } else {
      await shutDown(this.members, this.cluster.plan);
      await this.zookeeper?.end('SIGTERM', 2000);
    }
  }

  private member(node: NodePlan): Member {
    return new Member(node, this.cluster.runtime, this.cluster.plan);
  }

  private find(id: number): Member {
    const member = this.members.find(({ node }) => node.id === id);
    if (member) return member;
    const ids = this.members.map(({ node }) => node.id).join(', ');
    throw new LocalKafkaError('NO_SUCH_BROKER', `there is no broker ${id}, only ${ids}`);
  }

  private async launch(): Promise<void> {
    const { runtime, plan } = this.cluster;
    if (plan.zookeeperPort !== undefined) this.zookeeper = await startZookeeper(runtime, plan.zookeeperPort);
    await this.startMembers(this.members);
  }

  private async startMembers(starting: readonly Member[]): Promise<void> {
    const ids = starting.map(({ node }) => node.id);
    const ready = async () => {
      if (!starting.every(({ running }) => running)) return false;
      const ports = this.members.filter(({ running }) => running).map(({ node }) => node.port);
      // With a broker missing, some groups may have no coordinator for as long as it is.
      const whole = ports.length === this.members.length;
      return (await allRegistered(ports, ids)) && (!whole || (await clientsServed(ports)));
    };
    await Promise.all(starting.map((member) => member.start(ready)));
  }

  private async killAll(): Promise<void> {
    await Promise.all(this.members.map((member) => member.end('SIGKILL')));
    await this.zookeeper?.end('SIGKILL');
  }
}
