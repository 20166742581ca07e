import type { Broker, Cluster, PartitionAssigner } from 'kafkajs';
import { type AskedFrom, decodeFetch } from './decode-fetch.js';

/** The parts of kafkajs 2.2.4 that are not in its types. */
interface Response {
  decode(bytes: Buffer): Promise<object>;
}
interface FetchOptions {
  readonly topics: readonly {
    readonly topic: string;
    readonly partitions: readonly { readonly partition: number; readonly fetchOffset: string }[];
  }[];
}
interface Call {
  readonly request: { readonly apiVersion: number };
  readonly response: Response;
}
type Lookup = (apiKey: number, definition: unknown) => (options: FetchOptions) => Call;

const FETCH = 1;
const VERSION = 11;

/**
 * Has a consumer get record batches as they lie in the log, each in the place of a message, to be read when it is
 * their turn: kafkajs makes some 20 objects of a record, and 20 more of five headers, which takes longer than all
 * that this consumer does with it. Only the consumer that has this assigner is changed, through the `cluster` that
 * kafkajs hands to assigners. Responses of brokers before Kafka 2.3, and batches from before 0.11, are read by kafkajs.
 */
export const wholeBatches =
  (assigner: PartitionAssigner): PartitionAssigner =>
  (config) => {
    readWhole(config.cluster);
    return assigner(config);
  };

function readWhole(cluster: Cluster): void {
  const find = cluster.findBroker;
  const patched = new WeakSet<Lookup>();
  cluster.findBroker = async (node) => {
    const broker = (await find.call(cluster, node)) as Broker & { lookupRequest?: Lookup };
    const { lookupRequest } = broker;
    // kafkajs makes it anew with each connection.
    if (lookupRequest && !patched.has(lookupRequest)) {
      broker.lookupRequest = lookUp(lookupRequest);
      patched.add(broker.lookupRequest);
    }
    return broker;
  };
}

const lookUp =
  (lookup: Lookup): Lookup =>
  (apiKey, definition) => {
    const protocol = lookup(apiKey, definition);
    if (apiKey !== FETCH) return protocol;
    return (options) => {
      const call = protocol(options);
      const { request, response } = call;
      return request.apiVersion === VERSION ? { ...call, response: whole(response, options) } : call;
    };
  };

function whole(response: Response, { topics }: FetchOptions): Response {
  const askedFrom: AskedFrom = (topic, partition) => {
    for (const asked of topics) {
      const found = asked.topic === topic && asked.partitions.find((each) => each.partition === partition);
      if (found) return Number(found.fetchOffset);
    }
    return 0;
  };
  return {
    ...response,
    decode: async (bytes) => (await decodeFetch(bytes, askedFrom)) ?? response.decode(bytes),
  };
}
