import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { KafkaAccess } from '@app/kafka';
import type { BrokerConfig, LocalKafka } from '@app/local-kafka';
import type { PartitionMetadata } from 'kafkajs';
import { withAdmin } from '../../e2e/support/plain-kafkajs.js';
import { Right, type SecureKafka } from '../../e2e/support/secure-kafka.js';
import { until } from '../until.js';
import { type Brokers, type ClusterKind, startBrokers } from './brokers.js';
import { Network } from './network.js';
import type { SmallDisk } from './small-disk.js';

const BROKERS = [1, 2, 3] as const;

/** Three brokers; each record is on all three, and acknowledged once it is on two. */
export class Cluster {
  readonly kafka: LocalKafka;
  readonly disk: SmallDisk | undefined;
  readonly secure: SecureKafka | undefined;
  private readonly stopping = new AbortController();

  private constructor(
    { kafka, disk, secure }: Brokers,
    /** Between the brokers and the apps of those scenarios that have it. */
    readonly network: Network,
  ) {
    this.kafka = kafka;
    this.disk = disk;
    this.secure = secure;
  }

  static async start(kind?: ClusterKind): Promise<Cluster> {
    const network = await Network.make(BROKERS);
    const config: BrokerConfig = (properties, id) => network.configure(properties, id);
    try {
      return new Cluster(await startBrokers(kind, { brokers: BROKERS.length, config }), network);
    } catch (error) {
      network.close();
      throw error;
    }
  }

  get brokers(): string[] {
    return this.kafka.bootstrap;
  }

  get ids(): number[] {
    return this.kafka.brokers.map(({ id }) => id);
  }

  /** At once, and with all data; the disk is unmounted whatever else fails. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('the brokers are stopped'));
    this.network.close();
    try {
      await Promise.all(this.ids.map((id) => this.kafka.kill(id)));
      await (this.secure ?? this.kafka).stop();
    } finally {
      await this.disk?.unmount();
    }
    await rm(this.kafka.dataFolder, { recursive: true, force: true });
  }

  /** How apps reach the brokers: with a password where they ask for one. */
  accessOf(user: 'publisher' | 'subscriber', byNetwork: boolean): KafkaAccess {
    if (this.secure) return this.secure.as(user);
    return { brokers: byNetwork ? this.network.addresses : this.brokers };
  }

  /** Gives the apps the rights that they need, where brokers ask for any. */
  async admit(topic: string, groups: readonly string[]): Promise<void> {
    const { secure } = this;
    if (!secure) return;
    await secure.grant('publisher', 'topic', topic, [Right.WRITE, Right.CREATE]);
    await secure.grant('subscriber', 'topic', topic, [Right.READ]);
    await secure.grant('subscriber', 'topic', `${topic}-dlt`, [Right.WRITE, Right.CREATE]);
    for (const group of groups) await secure.grant('subscriber', 'group', group, [Right.READ]);
  }

  /** Resolves when each partition has a leader. */
  async createTopic(topic: string, numPartitions: number): Promise<void> {
    const topics = [{ topic, numPartitions, replicationFactor: 3 }];
    // kafkajs' own wait ends at a broker that has not heard of the topic yet.
    await withAdmin(this.brokers, (admin) => admin.createTopics({ waitForLeaders: false, topics }));
    await this.inSync(topic);
  }

  async deleteTopic(topic: string): Promise<void> {
    await withAdmin(this.brokers, (admin) => admin.deleteTopics({ topics: [topic] }));
  }

  partitionsOf(topic: string): Promise<PartitionMetadata[]> {
    return withAdmin(this.brokers, async (admin) => {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      return topics[0]?.partitions ?? [];
    });
  }

  async leaderOf(topic: string, partition: number): Promise<number> {
    const partitions = await this.partitionsOf(topic);
    const leader = partitions.find(({ partitionId }) => partitionId === partition)?.leader;
    if (leader === undefined || leader < 0) throw new Error(`${topic}, partition ${partition} has no leader`);
    return leader;
  }

  /** Has a broker stand still, or go on as if no time had passed. @throws Error where it does not run */
  signal(id: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
    const { pid } = this.kafka.brokers.find((each) => each.id === id) ?? {};
    if (pid === undefined) throw new Error(`broker ${id} does not run`);
    process.kill(pid, signal);
  }

  isRunning(id: number): boolean {
    return this.kafka.brokers.some((broker) => broker.id === id && broker.state === 'running');
  }

  /** The broker that is the active controller, by what the brokers have logged last. */
  async controller(): Promise<number> {
    const epochs = await Promise.all(
      this.ids.map(async (id) => {
        const log = await readFile(join(this.kafka.dataFolder, 'logs', `broker-${id}.log`), 'utf8');
        const [, epoch = '-1'] =
          [...log.matchAll(/Becoming the active controller at epoch (\d+)/g)].at(-1) ?? [];
        return { id, epoch: Number(epoch) };
      }),
    );
    return epochs.reduce((a, b) => (b.epoch > a.epoch ? b : a)).id;
  }

  /** Moves all partitions of all topics to these brokers; resolves when they are there and in sync. */
  async move(to: readonly number[]): Promise<void> {
    await withAdmin(this.brokers, async (admin) => {
      const { topics } = await admin.fetchTopicMetadata();
      const assignments = topics.map(({ name, partitions }) => ({
        topic: name,
        // Each broker leads as many.
        partitionAssignment: partitions.map(({ partitionId: partition }) => ({
          partition,
          replicas: to.map((_, index) => to[(index + partition) % to.length] ?? 0),
        })),
      }));
      await admin.alterPartitionReassignments({ topics: assignments });
      await this.until(async () => (await admin.listPartitionReassignments({})).topics.length === 0);
    });
  }

  /** Resolves when every replica of a topic is in sync. */
  async inSync(topic: string): Promise<void> {
    const isWhole = ({ isr, replicas }: PartitionMetadata): boolean => isr.length === replicas.length;
    const whole = async (): Promise<boolean> => {
      const partitions = await this.partitionsOf(topic);
      return partitions.length > 0 && partitions.every(isWhole);
    };
    await this.until(() => whole().catch(() => false));
  }

  private until(done: () => Promise<boolean>): Promise<void> {
    return until(done, { everyMs: 200, stop: this.stopping.signal });
  }
}
