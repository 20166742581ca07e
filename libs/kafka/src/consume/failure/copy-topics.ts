import { Logger } from '@nestjs/common';
import type { Admin, Kafka } from 'kafkajs';
import { withAdmin } from '../../admin/with-admin.js';
import { keepTrying } from '../../client/keep-trying.js';
import { nextSeed } from '../../client/seeds.js';
import type { TimestampType } from '../../wire/dead-letter-headers.js';
import { refusalOf } from './copy-refused-error.js';

/** `ConfigResourceTypes.TOPIC`, which Node cannot import by its name from kafkajs' CommonJS. */
const TOPIC_RESOURCE = 2;

const MAX_BYTES = 'max.message.bytes';
/** The brokers' own default. */
const BROKERS_MAX_BYTES = 1_048_588;

/** Room for the headers that a copy has and its original has not, stack trace and names included. */
const HEADER_ROOM = 64 * 1024;

/** A topic that takes copies. */
export interface CopyTarget {
  readonly topic: string;
  /** The topic of the originals; the other gets as many partitions. */
  readonly source: string;
  /** Whether records stay until somebody decides what becomes of them, however old. Default: the brokers' retention. */
  readonly keptForEver?: boolean;
}

/** What is to be known of a topic before a copy of its record is written. */
export interface CopyTopic {
  /** Of the topic that takes the copies. */
  readonly partitions: number;
  /** Of the original topic. */
  readonly timestampType: TimestampType;
}

/**
 * Topics that take copies of another topic's records under the same partition number: made when the first
 * copy is due, with the source's partition count, and grown when the source has grown.
 */
export class CopyTopics {
  private readonly logger = new Logger('Subscriber');
  private readonly known = new Map<string, Promise<CopyTopic>>();

  constructor(private readonly kafka: Kafka) {}

  /** Resolves when the topic has this partition of its source. */
  async ensure(target: CopyTarget, partition: number): Promise<CopyTopic> {
    const known = await this.look(target);
    if (partition < known.partitions) return known;
    this.forget(target.topic);
    return this.look(target);
  }

  /** After a write failed: the topic may have been deleted. */
  forget(topic: string): void {
    this.known.delete(topic);
  }

  private look(target: CopyTarget): Promise<CopyTopic> {
    const known = this.known.get(target.topic);
    if (known) return known;
    const topic = this.prepare(target);
    this.known.set(target.topic, topic);
    topic.catch(() => {
      this.forget(target.topic);
      nextSeed(this.kafka);
    });
    return topic;
  }

  private async prepare(target: CopyTarget): Promise<CopyTopic> {
    const { topic: copy, source } = target;
    return withAdmin(this.kafka, async (admin) => {
      const wanted = await partitionsOf(admin, source);
      const config = await configOf(admin, source);
      if (!(await admin.listTopics()).includes(copy)) {
        await create(admin, target, wanted, Number(config.get(MAX_BYTES) ?? BROKERS_MAX_BYTES) + HEADER_ROOM);
        this.logger.log(`created topic ${copy}, ${wanted} partitions`);
      } else if ((await partitionsOf(admin, copy)) < wanted) {
        await grow(admin, copy, wanted);
      }
      const type = config.get('message.timestamp.type');
      return {
        partitions: await partitionsOf(admin, copy),
        timestampType: type === 'LogAppendTime' ? type : 'CreateTime',
      };
    });
  }
}

async function create(
  admin: Admin,
  { topic, keptForEver = false }: CopyTarget,
  numPartitions: number,
  maxBytes: number,
): Promise<void> {
  const configEntries = [
    { name: MAX_BYTES, value: String(maxBytes) },
    ...(keptForEver ? [{ name: 'retention.ms', value: '-1' }] : []),
  ];
  await admin.createTopics({
    waitForLeaders: true,
    topics: [{ topic, numPartitions, replicationFactor: -1, configEntries }],
  });
}

async function grow(admin: Admin, topic: string, partitions: number): Promise<void> {
  await admin.createPartitions({ topicPartitions: [{ topic, count: partitions }] });
  const grown = async () => {
    if ((await partitionsOf(admin, topic)) < partitions) throw new Error(`${topic} is still growing`);
  };
  await keepTrying(grown, { signal: AbortSignal.timeout(10_000), report: () => undefined });
}

async function partitionsOf(admin: Admin, topic: string): Promise<number> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  return topics[0]?.partitions.length ?? 0;
}

/** Empty where we are not allowed to look: a copy can be written all the same. */
async function configOf(admin: Admin, topic: string): Promise<ReadonlyMap<string, string>> {
  const request = { includeSynonyms: false, resources: [{ type: TOPIC_RESOURCE, name: topic }] };
  const { resources } = await admin.describeConfigs(request).catch((error: unknown) => {
    if (refusalOf(topic, error)) return { resources: [] };
    throw error;
  });
  return new Map(resources[0]?.configEntries.map(({ configName, configValue }) => [configName, configValue]));
}
