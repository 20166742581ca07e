import { type Api, int32, NO_STRING } from './api.js';

export interface ProducerIdentity {
  readonly errorCode: number;
  readonly producerId: bigint;
  readonly epoch: number;
}

/** InitProducerId v1 for a producer without transactions: KIP-98. */
export const initProducerIdRequest: Api<ProducerIdentity> = {
  key: 22,
  version: 1,
  name: 'InitProducerId',
  encode: () => Buffer.concat([NO_STRING, int32(NO_TRANSACTION_TIMEOUT)]),
  decode: (reader) => ({
    throttleMs: reader.int32(),
    response: { errorCode: reader.int16(), producerId: reader.int64(), epoch: reader.int16() },
  }),
};

/** As the Java client sends it. */
const NO_TRANSACTION_TIMEOUT = 2 ** 31 - 1;
