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

/** What writes in specs what we read ourselves. */
declare module 'kafkajs/src/protocol/encoder.js' {
  export default class Encoder {
    readonly buffer: Buffer;
    writeInt16(value: number): this;
    writeInt32(value: number): this;
    writeInt64(value: number): this;
    writeString(value: string): this;
    writeBytes(value: Buffer): this;
    writeEncoder(value: Encoder): this;
  }
}

declare module 'kafkajs/src/protocol/recordBatch/v0/index.js' {
  import type Encoder from 'kafkajs/src/protocol/encoder.js';

  export function RecordBatch(batch: {
    readonly compression: number;
    readonly firstOffset: number;
    readonly firstTimestamp: number;
    readonly maxTimestamp: number;
    readonly lastOffsetDelta: number;
    readonly records: readonly Encoder[];
  }): Promise<Encoder>;
}

declare module 'kafkajs/src/protocol/recordBatch/record/v0/index.js' {
  import type { IHeaders } from 'kafkajs';
  import type Encoder from 'kafkajs/src/protocol/encoder.js';

  export default function encodeRecord(record: {
    readonly offsetDelta: number;
    readonly timestampDelta: number;
    readonly key: Buffer | null;
    readonly value: Buffer | null;
    readonly headers: IHeaders;
  }): Encoder;
}

declare module 'kafkajs/src/protocol/requests/fetch/v11/response.js' {
  const response: { decode(bytes: Buffer): Promise<object> };
  export default response;
}

/** For requests straight to a broker. */
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
    constructor(topic: string, fetchedOffset: string, partition: object);
    readonly messages: readonly KafkaMessage[];
    readonly rawMessages: readonly { readonly offset: string }[];
  }
}
