import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrokerConfig, LocalKafka } from '@app/local-kafka';
import type { PartitionMetadata } from 'kafkajs';
import { withAdmin } from '../../e2e/support/plain-kafkajs.js';
import { until } from '../until.js';
import { Network } from './network.js';
import { SmallDisk } from './small-disk.js';

const BROKERS = [1, 2, 3] as const;
export const SMALL_DISK_BROKER = 3;

/** Three brokers; each record is on all three, and acknowledged once it is on two. */
export class Cluster {
  private constructor(
    readonly kafka: LocalKafka,
    /** Between the brokers and the apps of those scenarios that have it. */
    readonly network: Network,
    readonly disk?: SmallDisk,
  ) {}

  static async start(): Promise<Cluster> {
    const network = await Network.make(BROKERS);
    const config: BrokerConfig = (properties, id) => network.configure(properties, id);
    return new Cluster(await LocalKafka.start({ brokers: BROKERS.length, config }), network);
  }

  /** One of whose brokers has a small disk. */
  static async startOnSmallDisk(): Promise<Cluster> {
    const network = await Network.make(BROKERS);
    const dataFolder = await mkdtemp(join(tmpdir(), 'integrity-'));
    const disk = await SmallDisk.mount(join(dataFolder, `broker-${SMALL_DISK_BROKER}`, 'data'));
    const kafka = await LocalKafka.start({ brokers: BROKERS.length, dataFolder });
    return new Cluster(kafka, network, disk);
  }

  get brokers(): string[] {
    return this.kafka.bootstrap;
  }

  get ids(): number[] {
    return this.kafka.brokers.map(({ id }) => id);
  }

  async stop(): Promise<void> {
    this.network.close();
    await this.kafka.stop();
    if (!this.disk) return;
    await this.disk.unmount();
    await rm(this.kafka.dataFolder, { recursive: true, force: true });
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

  /** Has a broker stand still, or go on as if no time had passed. */
  signal(id: number, signal: 'SIGSTOP' | 'SIGCONT'): void {
    const broker = this.kafka.brokers.find((each) => each.id === id);
    if (broker?.pid !== undefined) process.kill(broker.pid, signal);
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
      await until(async () => (await admin.listPartitionReassignments({})).topics.length === 0, 200);
    });
  }

  /** Resolves when every replica of a topic is in sync. */
  async inSync(topic: string): Promise<void> {
    const isWhole = ({ isr, replicas }: PartitionMetadata): boolean => isr.length === replicas.length;
    const whole = async (): Promise<boolean> => {
      const partitions = await this.partitionsOf(topic);
      return partitions.length > 0 && partitions.every(isWhole);
    };
    await until(() => whole().catch(() => false), 200);
  }
}
