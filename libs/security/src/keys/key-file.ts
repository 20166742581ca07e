import {
  existsSync,
  openSync,
  closeSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
  fsyncSync,
} from 'node:fs';
import { ConfigurationError, messageOf } from '@app/kafka';
import { type KeyEntry, parseKeys, writeKeys } from './key-entry.js';

/** The file of `API_KEYS_FILE`, which only its owner may read. */
export const keyFile = {
  /** @throws ConfigurationError when it is not there, or is none. */
  read(path: string): readonly KeyEntry[] {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      throw new ConfigurationError([`${path} cannot be read: ${messageOf(error)}`]);
    }
    return parseKeys(text, path);
  },

  /**
   * Writes what `edit` makes of it, whole or not at all; no two at once.
   *
   * @throws ConfigurationError when it cannot be read or written, and what `edit` throws.
   */
  change(path: string, edit: (entries: readonly KeyEntry[]) => readonly KeyEntry[]): void {
    const next = `${path}.next`;
    const file = open(next);
    try {
      const entries = existsSync(path) ? keyFile.read(path) : [];
      writeSync(file, writeKeys(edit(entries)));
      fsyncSync(file);
      renameSync(next, path);
    } catch (error) {
      rmSync(next, { force: true });
      throw error;
    } finally {
      closeSync(file);
    }
  },
};

function open(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new ConfigurationError([
      code === 'EEXIST'
        ? `${path} is there: another command writes it, or was killed; then remove it`
        : `${path} cannot be written: ${messageOf(error)}`,
    ]);
  }
}
