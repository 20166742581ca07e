import { decompress as decompressZstd } from 'fzstd';
import kafkajs from 'kafkajs';
import { decompressFrame as decompressLz4 } from 'lz4-napi';
import { decompressSnappy } from './snappy.js';

const { CompressionCodecs, CompressionTypes } = kafkajs;

/** What kafkajs asks of a codec. We read what others compressed; what we write goes out as it is. */
const reader = (decompress: (batch: Buffer) => Promise<Buffer>) => () => ({
  decompress,
  compress: (): Promise<never> => Promise.reject(new Error('this codec is for reading only')),
});

/**
 * kafkajs 2.2.4 reads gzip alone and stops its consumer for good at the first batch of another codec, but many
 * producers compress. These are the other three of Kafka's.
 */
export function readEveryCompression(): void {
  CompressionCodecs[CompressionTypes.Snappy] = reader(decompressSnappy);
  CompressionCodecs[CompressionTypes.LZ4] = reader((batch) => decompressLz4(batch));
  CompressionCodecs[CompressionTypes.ZSTD] = reader(async (batch) => Buffer.from(decompressZstd(batch)));
}
