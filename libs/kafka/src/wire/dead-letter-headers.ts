import type { IHeaders } from 'kafkajs';
import { int32, int64, readInt32, readInt64 } from './binary.js';
import { firstHeader, lastHeader } from './header-values.js';

/** Names in `org.springframework.kafka.support.KafkaHeaders`, constants `DLT_*`. */
export const DEAD_LETTER = {
  topic: 'kafka_dlt-original-topic',
  partition: 'kafka_dlt-original-partition',
  offset: 'kafka_dlt-original-offset',
  timestamp: 'kafka_dlt-original-timestamp',
  timestampType: 'kafka_dlt-original-timestamp-type',
  group: 'kafka_dlt-original-consumer-group',
  fqcn: 'kafka_dlt-exception-fqcn',
  causeFqcn: 'kafka_dlt-exception-cause-fqcn',
  message: 'kafka_dlt-exception-message',
  stacktrace: 'kafka_dlt-exception-stacktrace',
} as const;

/** The same headers as Spring's `@RetryableTopic` names them, constants `ORIGINAL_*` and `EXCEPTION_*`. */
export const ofRetryableTopic = (name: string): string => name.replace('kafka_dlt-', 'kafka_');

/** Whose clock a record's timestamp is of; names as Java's `TimestampType` prints them. */
export type TimestampType = 'CreateTime' | 'LogAppendTime';

/** Where a dead letter first failed, and in which consumer group. */
export interface Origin {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly timestampType: TimestampType;
  /** Unknown where Spring could not tell. */
  readonly group: string | undefined;
}

/** What was thrown, as Spring's tools show it. */
export interface ExceptionInfo {
  /** Class; JavaScript has no packages, so it is never qualified. */
  readonly fqcn: string;
  /** Class of the innermost cause; the same as `fqcn` where there is none. */
  readonly causeFqcn: string;
  readonly message: string;
  readonly stacktrace: string;
}

const LONGEST = 2n ** 63n - 1n;

/** The latest time that a record may have is rounded up beyond it, as a number. */
function asLong(timestamp: number): bigint {
  const value = BigInt(timestamp);
  return value > LONGEST ? LONGEST : value;
}

/** Texts in UTF-8, partition as a Java int, offset and timestamp as Java longs. */
export function encodeOrigin(origin: Origin): Record<string, Buffer> {
  return {
    [DEAD_LETTER.topic]: Buffer.from(origin.topic),
    [DEAD_LETTER.partition]: int32(origin.partition),
    [DEAD_LETTER.offset]: int64(origin.offset),
    [DEAD_LETTER.timestamp]: int64(asLong(origin.timestamp)),
    [DEAD_LETTER.timestampType]: Buffer.from(origin.timestampType),
    ...(origin.group === undefined ? {} : { [DEAD_LETTER.group]: Buffer.from(origin.group) }),
  };
}

export const encodeException = (info: ExceptionInfo): Record<string, Buffer> => ({
  [DEAD_LETTER.fqcn]: Buffer.from(info.fqcn),
  [DEAD_LETTER.causeFqcn]: Buffer.from(info.causeFqcn),
  [DEAD_LETTER.message]: Buffer.from(info.message),
  [DEAD_LETTER.stacktrace]: Buffer.from(info.stacktrace),
});

/**
 * The first origin, where several were appended, by the names of `@RetryableTopic` where there is none by those of the
 * recoverer. Undefined unless topic, partition and offset can be read.
 */
export const decodeOrigin = (headers: Readonly<IHeaders>): Origin | undefined =>
  originOf(headers, (name) => name) ?? originOf(headers, ofRetryableTopic);

function originOf(headers: Readonly<IHeaders>, named: (name: string) => string): Origin | undefined {
  const first = (name: string): Buffer | undefined => firstHeader(headers, named(name));
  const topic = first(DEAD_LETTER.topic)?.toString();
  const partition = readInt32(first(DEAD_LETTER.partition));
  const offset = readInt64(first(DEAD_LETTER.offset));
  if (!topic || partition === undefined || offset === undefined || partition < 0 || offset < 0n) {
    return undefined;
  }
  const type = first(DEAD_LETTER.timestampType)?.toString();
  return {
    topic,
    partition,
    offset,
    timestamp: Number(readInt64(first(DEAD_LETTER.timestamp)) ?? -1n),
    timestampType: type === 'LogAppendTime' ? type : 'CreateTime',
    group: (first(DEAD_LETTER.group) ?? firstHeader(headers, DEAD_LETTER.group))?.toString(),
  };
}

/** The latest exception, where several were appended. Undefined where no class is named. */
export function decodeException(headers: Readonly<IHeaders>): ExceptionInfo | undefined {
  const text = (name: string) =>
    (lastHeader(headers, name) ?? lastHeader(headers, ofRetryableTopic(name)))?.toString();
  const fqcn = text(DEAD_LETTER.fqcn);
  if (fqcn === undefined) return undefined;
  return {
    fqcn,
    causeFqcn: text(DEAD_LETTER.causeFqcn) ?? fqcn,
    message: text(DEAD_LETTER.message) ?? '',
    stacktrace: text(DEAD_LETTER.stacktrace) ?? '',
  };
}
