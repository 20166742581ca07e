/** The parts of kafkajs 2.2.4 for requests straight to a broker; kafkajs publishes no types for them. */
declare module 'kafkajs/src/protocol/requests/index.js' {
  const index: { readonly requests: Readonly<Record<string, unknown>> };
  export default index;
}

declare module 'kafkajs/src/protocol/requests/apiKeys.js' {
  const apiKeys: Readonly<Record<string, number>>;
  export default apiKeys;
}

declare module 'kafkajs/src/consumer/batch.js' {
  import type { KafkaMessage } from 'kafkajs';

  /** Leaves out the records of aborted transactions and the markers of transactions. */
  export default class Batch {
    constructor(topic: string, fetchedOffset: string, partition: unknown);
    readonly messages: readonly KafkaMessage[];
    readonly rawMessages: readonly { readonly offset: string }[];
  }
}
