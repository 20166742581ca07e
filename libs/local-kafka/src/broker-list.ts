import { LocalKafkaError } from './errors.js';

/** A name or an IPv4 address, or an IPv6 address in brackets, and a port. */
const ADDRESS = /^(?:[\w.-]+|\[[\da-f:.]+\]):(\d{1,5})$/i;

/**
 * Reads `KAFKA_BROKERS`: `host:port` separated by commas.
 * @throws LocalKafkaError BAD_VALUE with a line for each entry that is not one
 */
export function parseBrokers(list: string): string[] {
  const entries = list.split(',').map((entry) => entry.trim());
  const wrong = entries.filter((entry) => !isAddress(entry));
  if (wrong.length === 0) return entries;
  const lines = wrong.map((entry) => `KAFKA_BROKERS: '${entry}' is not host:port, such as localhost:9092`);
  throw new LocalKafkaError('BAD_VALUE', lines.join('\n'));
}

function isAddress(entry: string): boolean {
  const port = Number(ADDRESS.exec(entry)?.[1]);
  return port >= 1 && port <= 65_535;
}
