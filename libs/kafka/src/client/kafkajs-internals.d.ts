/** The parts of kafkajs 2.2.4 that we use and it publishes no types for. */

/** What `stopIdleTimer` touches. */
declare module 'kafkajs/src/network/requestQueue/index.js' {
  export default class RequestQueue {
    readonly pending: readonly unknown[];
    scheduleCheckPendingRequests(): void;
  }
}

/** What reads back in specs what we encode ourselves. */
declare module 'kafkajs/src/protocol/decoder.js' {
  export default class Decoder {
    constructor(data: Buffer);
  }
}

declare module 'kafkajs/src/protocol/recordBatch/v0/decoder.js' {
  import type { KafkaMessage, RecordBatchEntry } from 'kafkajs';
  import type Decoder from 'kafkajs/src/protocol/decoder.js';

  export default function decodeBatch(decoder: Decoder): Promise<{
    readonly firstOffset: string;
    readonly producerId: string;
    readonly producerEpoch: number;
    readonly firstSequence: number;
    readonly lastOffsetDelta: number;
    readonly maxTimestamp: string;
    readonly inTransaction: boolean;
    readonly isControlBatch: boolean;
    readonly records: readonly (RecordBatchEntry & Pick<KafkaMessage, 'headers'>)[];
  }>;
}
