import { placeOf } from './place.js';
import { readLog } from './read-log.js';

/** Places of the records that are in the dead-letter topic, by the group that gave them up. */
export async function readLetters(brokers: readonly string[], topic: string): Promise<Map<string, string[]>> {
  const letters = new Map<string, string[]>();
  for (const { headers = {} } of await readLog(brokers, `${topic}-dlt`)) {
    const bytes = (name: string): Buffer => Buffer.from(headers[`kafka_dlt-original-${name}`] as Buffer);
    const group = String(bytes('consumer-group'));
    const partition = bytes('partition').readInt32BE();
    const place = placeOf({ partition, offset: Number(bytes('offset').readBigInt64BE()) });
    letters.set(group, [...(letters.get(group) ?? []), place]);
  }
  return letters;
}
