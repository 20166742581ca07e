import { type Content, contentOf } from './logged.js';
import { placeOf } from './place.js';
import { readLog } from './read-log.js';

/** A record of the dead-letter topic. */
export interface Letter extends Content {
  /** Of the event that it is said to be. */
  readonly place: string;
}

/** What is in the dead-letter topic, by the group that gave it up. */
export async function readLetters(brokers: readonly string[], topic: string): Promise<Map<string, Letter[]>> {
  const letters = new Map<string, Letter[]>();
  for (const message of await readLog(brokers, `${topic}-dlt`)) {
    const { headers = {} } = message;
    const bytes = (name: string): Buffer => Buffer.from(headers[`kafka_dlt-original-${name}`] as Buffer);
    const group = String(bytes('consumer-group'));
    const partition = bytes('partition').readInt32BE();
    const place = placeOf({ partition, offset: Number(bytes('offset').readBigInt64BE()) });
    letters.set(group, [...(letters.get(group) ?? []), { place, ...contentOf(message) }]);
  }
  return letters;
}
