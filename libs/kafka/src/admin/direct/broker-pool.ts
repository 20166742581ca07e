import type { Kafka } from 'kafkajs';
import apiKeys from 'kafkajs/src/protocol/requests/apiKeys.js';
import protocol from 'kafkajs/src/protocol/requests/index.js';
import { BrokersUnavailableError } from '../../errors.js';
import { kafkajsBrokers, type KafkajsBroker, type MakeBroker } from '../../client/kafkajs-brokers.js';
import { messageOf } from '../../client/message-of.js';
import { within } from '../../client/within.js';
import type { Answers } from './answers.js';
import { describeLogDirs } from './describe-log-dirs.js';
import type { Frame, FramingBroker } from './frame.js';

/** A broker that stands still must not hold up who asks the others. */
const ANSWER_MS = 3_000;
/** Addresses of the bootstrap list tried before giving up; the next call goes on with the rest of the list. */
const SEEDS = 3;

type Broker = KafkajsBroker & FramingBroker;
type Address = Answers['Metadata']['brokers'][number];

/** Name of the connection to one of the configured brokers, whichever it is. */
const SEED = -1;

/**
 * Connections to the brokers for single requests, without a consumer group and without kafkajs' cluster, which
 * refuses the metadata of all topics when one partition has no leader. Errors of single topics and partitions are
 * left in the answers.
 */
export class BrokerPool {
  private readonly addresses = new Map<number, Address>();
  private readonly brokers = new Map<number, Broker>();
  private readonly make: MakeBroker;
  private closed = false;

  constructor(kafka: Kafka) {
    this.make = kafkajsBrokers(kafka);
  }

  /**
   * Every broker that is registered just now, topics as asked; none named means all.
   *
   * @throws BrokersUnavailableError when no broker answers.
   */
  async metadata(topics: readonly string[] = []): Promise<Answers['Metadata']> {
    const answer = await this.askAny('Metadata', { topics, allowAutoTopicCreation: false });
    this.learn(answer.brokers);
    return answer;
  }

  /** @throws BrokersUnavailableError when the broker is not known or does not answer. */
  async ask<K extends keyof Answers>(
    id: number,
    api: K,
    options: object = {},
    waitMs = 0,
  ): Promise<Answers[K]> {
    const broker = await this.brokerOf(id);
    try {
      const answered = answerOf(broker, api, options);
      return (await within(ANSWER_MS + waitMs, answered)) as Answers[K];
    } catch (error) {
      // kafkajs would go on with what the earlier connection still brings: the next request gets another broker.
      this.forget(id, broker);
      const { host, port } = broker.connectionPool;
      throw new BrokersUnavailableError(`${host}:${port}: ${messageOf(error)}`, { cause: error });
    }
  }

  /** What is asked afterwards is refused. */
  async close(): Promise<void> {
    this.closed = true;
    const all = [...this.brokers.values()];
    this.brokers.clear();
    this.addresses.clear();
    await Promise.all(all.map((broker) => broker.disconnect()));
  }

  /** Those connected, those known, then some of those configured. */
  private async askAny<K extends keyof Answers>(api: K, options: object): Promise<Answers[K]> {
    const known = [...this.addresses.keys()];
    const isConnected = (id: number): boolean => this.brokers.get(id)?.isConnected() ?? false;
    const connectedFirst = [...known.filter(isConnected), ...known.filter((id) => !isConnected(id))];
    let last: unknown;
    for (const id of [...connectedFirst, ...Array.from({ length: SEEDS }, () => SEED)]) {
      try {
        return await this.ask(id, api, options);
      } catch (error) {
        last = error;
      }
    }
    throw new BrokersUnavailableError('the Kafka brokers cannot be reached', { cause: last });
  }

  private async brokerOf(id: number): Promise<Broker> {
    const known = this.brokers.get(id);
    if (known) return known;
    const address = this.addresses.get(id);
    if (!address && id !== SEED) throw new BrokersUnavailableError(`broker ${id} is not there`);
    const broker = (await this.make(address)) as Broker;
    if (this.closed) throw new BrokersUnavailableError('the connections to the brokers are closed');
    // Another request may have been faster.
    const first = this.brokers.get(id) ?? broker;
    this.brokers.set(id, first);
    return first;
  }

  private learn(known: readonly Address[]): void {
    for (const [id, { host, port }] of this.addresses) {
      const now = known.find(({ nodeId }) => nodeId === id);
      if (now?.host !== host || now.port !== port) this.forget(id);
    }
    this.addresses.clear();
    for (const address of known) this.addresses.set(address.nodeId, address);
    this.forget(SEED);
  }

  private forget(id: number, broker = this.brokers.get(id)): void {
    if (this.brokers.get(id) === broker) this.brokers.delete(id);
    broker?.disconnect().catch(() => undefined);
  }
}

async function answerOf(broker: Broker, api: keyof Answers, options: object): Promise<unknown> {
  if (!broker.isConnected()) await broker.connect();
  return broker.connectionPool.send(lenient(frameOf(broker, api, options)));
}

function frameOf(broker: Broker, api: keyof Answers, options: object): Frame {
  if (api === 'DescribeLogDirs') return describeLogDirs();
  return broker.lookupRequest(apiKeys[api], protocol.requests[api])(options);
}

/** kafkajs' `parse` throws for the whole answer when one partition of it has an error. */
const lenient = ({ request, response }: Frame): Frame => ({
  request,
  response: { decode: response.decode, parse: async (data) => data },
});
