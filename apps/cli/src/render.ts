import { isUtf8 } from 'node:buffer';
import { type DeadLetter, headerValues, isoTime, type ReadRecord } from '@app/kafka';

/** Text where the bytes are text, else `{ base64 }`. */
function shown(bytes: Buffer | null): unknown {
  if (bytes === null) return null;
  return isUtf8(bytes) ? bytes.toString() : { base64: bytes.toString('base64') };
}

/** For machines: one JSON object. */
export const recordJson = ({ topic, partition, offset, timestamp, key, value, headers }: ReadRecord) => ({
  topic,
  partition,
  offset: String(offset),
  timestamp: isoTime(timestamp),
  key: shown(key),
  value: shown(value),
  headers: Object.fromEntries(
    Object.keys(headers).map((name) => [name, headerValues(headers, name).map(shown)]),
  ),
});

export const letterJson = (letter: DeadLetter, now: number) => ({
  topic: letter.topic,
  partition: letter.partition,
  offset: String(letter.offset),
  key: shown(letter.key),
  value: shown(letter.value),
  since: isoTime(letter.timestamp),
  ageSeconds: Math.round((now - letter.timestamp) / 1_000),
  attempts: letter.attempts,
  exception: letter.exception ?? null,
  origin: letter.origin ? { ...letter.origin, offset: String(letter.origin.offset) } : null,
});

/** For people: one line, whatever the bytes are. */
export const recordLine = ({ partition, offset, timestamp, key, value }: ReadRecord): string =>
  [`${partition}:${offset}`, isoTime(timestamp), printable(key), printable(value)].join('  ');

export function letterLine(letter: DeadLetter, now: number): string {
  const { partition, offset, key, attempts, exception } = letter;
  const reason = exception ? `${exception.fqcn}: ${exception.message}` : 'no reason given';
  const tries = attempts === 1 ? '1 attempt' : `${attempts} attempts`;
  return [
    `${partition}:${offset}`,
    `${ageOf(now - letter.timestamp)} ago`,
    tries,
    printable(key),
    oneLine(reason),
  ].join('  ');
}

/** The largest unit that counts at least one: `45s`, `3m`, `5h`, `12d`. */
export function ageOf(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1_000));
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)}h`;
  return `${Math.floor(seconds / 86_400)}d`;
}

const LONGEST = 200;

const printable = (bytes: Buffer | null): string => (bytes === null ? '-' : oneLine(bytes.toString()));

/** Control characters could move a terminal's cursor. */
export const oneLine = (text: string): string =>
  text.slice(0, LONGEST).replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ') + (text.length > LONGEST ? '...' : '');
