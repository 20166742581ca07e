import { openSync, writeSync } from 'node:fs';
import { monotonic } from '../monotonic.js';

/** Of which record, the `n`th of a key, and when its handler was called. */
export interface Call {
  readonly key: string;
  readonly n: number;
  readonly partition: number;
  readonly offset: bigint;
  readonly begun: number;
}

/** Written before a handler returns, by a call of the system: what is in it outlives SIGKILL. */
export class LedgerFile {
  private readonly file: number;

  constructor(path: string) {
    this.file = openSync(path, 'a');
  }

  handled(call: Call): void {
    this.write('handled', call);
  }

  failed(call: Call): void {
    this.write('failed', call);
  }

  /** This member has its partitions of a new generation of the group. */
  joined(): void {
    writeSync(this.file, `joined ${monotonic()}\n`);
  }

  private write(what: string, { key, n, partition, offset, begun }: Call): void {
    writeSync(this.file, `${what} ${key} ${n} ${partition} ${offset} ${begun} ${monotonic()}\n`);
  }
}
