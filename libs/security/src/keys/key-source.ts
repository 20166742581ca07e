import { WatchedFiles } from '../watched-files.js';
import { parseKeys } from './key-entry.js';
import { KeyRing } from './key-ring.js';

export interface KeySettings {
  /** What the variable `API_KEYS` holds. */
  readonly text?: string | undefined;
  /** A file that is read again when it changes. */
  readonly file?: string | undefined;
}

/** The keys of the environment and of the file, together. */
export class KeySource {
  readonly ring = new KeyRing();
  private readonly watched: WatchedFiles | undefined;

  /** @throws ConfigurationError when they cannot be read. */
  constructor({ text, file }: KeySettings) {
    const fixed = text === undefined ? [] : parseKeys(text, 'API_KEYS');
    this.ring.replace(fixed);
    if (file === undefined) return;
    this.watched = new WatchedFiles([file], ([found = '']) =>
      this.ring.replace([...fixed, ...parseKeys(found, file)]),
    );
  }

  close(): void {
    this.watched?.close();
  }
}
