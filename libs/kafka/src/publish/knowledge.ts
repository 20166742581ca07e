import { Logger } from '@nestjs/common';
import type { Brokers } from '../client/brokers.js';
import { messageOf } from '../client/message-of.js';
import { ErrorCode, errorName } from '../client/protocol/error-codes.js';
import { initProducerIdRequest } from '../client/protocol/init-producer-id.js';
import type { ClusterMetadata } from '../client/protocol/metadata.js';
import { NotAuthorizedError } from '../errors.js';
import type { Identity } from './identity.js';
import { Rights } from './rights.js';
import type { Topics } from './topics.js';

/** A topic that cannot be made is not asked for more often. */
const TRY_EVERY_MS = 1_000;

export interface KnowledgeOptions {
  readonly brokers: Brokers;
  readonly topics: Topics;
  readonly identity: Identity;
  /** Makes topics that were announced and are missing. */
  readonly prepare: () => Promise<void>;
}

/** What must be known of a cluster to send: its partitions, their leaders, and who we are to it. */
export class Knowledge {
  private readonly logger = new Logger('Producer');
  private clusterId: string | null | undefined;
  private readonly rights = new Rights();
  private missed = '';
  private madeAt = -Infinity;

  constructor(private readonly options: KnowledgeOptions) {}

  /** One line that names a right that is missing, or why a topic cannot be made; undefined while all is well. */
  get problem(): string | undefined {
    return this.rights.problem ?? (this.missed || undefined);
  }

  /** Asks the brokers for all of it. @throws Error when none answers. */
  async refresh(): Promise<void> {
    const { brokers, topics, identity } = this.options;
    await topics.askForNew((names) => brokers.metadata(names, true));
    this.learn(await brokers.metadata(topics.names, false));
    await this.rights.look(brokers, topics.announcedNames);
    if (!identity.known) {
      const { errorCode, producerId } = await brokers.ask(initProducerIdRequest);
      if (errorCode === ErrorCode.CLUSTER_AUTHORIZATION_FAILED) {
        throw new NotAuthorizedError('WRITE', 'a topic (or IDEMPOTENT_WRITE on the cluster)');
      }
      if (errorCode !== 0) throw new Error(`the brokers give no producer id: ${errorName(errorCode)}`);
      identity.renew(producerId);
    }
  }

  /** A topic that was deleted is made again; one that cannot be made keeps no other from its records. */
  async makeMissing(): Promise<void> {
    if (!this.options.topics.areMissing) this.missed = '';
    const now = performance.now();
    if (!this.options.topics.areMissing || (this.missed && now - this.madeAt < TRY_EVERY_MS)) return;
    this.madeAt = now;
    let trouble = '';
    await this.options.prepare().catch((error: unknown) => (trouble = messageOf(error)));
    if (trouble && trouble !== this.missed)
      this.logger.warn(`a topic is missing and cannot be made: ${trouble}`);
    this.missed = trouble;
  }

  private learn({ clusterId, topics }: ClusterMetadata): void {
    // Producer ids begin anew with a new cluster, so that ours may be another producer's by now.
    if (this.clusterId !== undefined && clusterId !== this.clusterId) {
      this.options.topics.restart();
      this.options.identity.renew(undefined);
    }
    this.clusterId = clusterId;
    for (const topic of topics) this.options.topics.of(topic.topic).update(topic);
  }
}
