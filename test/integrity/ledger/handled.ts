import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A call of a handler. Times are monotonic milliseconds. */
export interface Handling {
  readonly member: string;
  readonly partition: number;
  readonly offset: number;
  /** The `n`th event of a key. */
  readonly key: string;
  readonly n: number;
  readonly begun: number;
  readonly ended: number;
}

/** A member was given its partitions anew. */
export interface Join {
  readonly member: string;
  readonly at: number;
}

/** What the members of a group have written down. */
export interface GroupLedger {
  readonly handled: readonly Handling[];
  readonly failed: readonly Handling[];
  readonly joins: readonly Join[];
}

/** Ledgers are files `<group>.<member>`; a line that was not written to its end belongs to a process that is gone. */
export async function readLedger(folder: string, group: string): Promise<GroupLedger> {
  const handled: Handling[] = [];
  const failed: Handling[] = [];
  const joins: Join[] = [];
  const files = (await readdir(folder)).filter((name) => name.startsWith(`${group}.`));
  for (const file of files) {
    const lines = (await readFile(join(folder, file), 'utf8')).split('\n').slice(0, -1);
    for (const line of lines) {
      const [what, key = '', ...numbers] = line.split(' ');
      const [n = NaN, partition = NaN, offset = NaN, begun = NaN, ended = NaN] = numbers.map(Number);
      if (what === 'joined') joins.push({ member: file, at: Number(key) });
      else
        (what === 'handled' ? handled : failed).push({
          member: file,
          key,
          n,
          partition,
          offset,
          begun,
          ended,
        });
    }
  }
  return { handled, failed, joins };
}
