import {
  existsSync,
  openSync,
  closeSync,
  fchmodSync,
  fchownSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
  fsyncSync,
} from 'node:fs';
import { ConfigurationError, messageOf } from '@app/kafka';
import { type KeyEntry, parseKeys, writeKeys } from './key-entry.js';

/** The file of `API_KEYS_FILE`, which only its owner may read unless somebody has said otherwise. */
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
   * Writes what `edit` makes of it, whole or not at all; no two at once. Who could read it before can do so
   * afterwards, and a link goes on to lead to it.
   *
   * @throws ConfigurationError when it cannot be read or written, and what `edit` throws.
   */
  change(given: string, edit: (entries: readonly KeyEntry[]) => readonly KeyEntry[]): void {
    const isThere = existsSync(given);
    const path = isThere ? realpathSync(given) : given;
    const next = `${path}.next`;
    const file = open(next);
    try {
      const entries = isThere ? keyFile.read(path) : [];
      if (isThere) takeAfter(path, file);
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

/** For `chown`: the owner stays who it is. */
const SAME = -1;

/** The app may read it as another user than who makes keys. */
function takeAfter(path: string, file: number): void {
  const { uid, gid, mode } = statSync(path);
  // Only root may give a file away; others may to a group of theirs, by which the app can read it.
  if (!isGiven(file, uid, gid)) isGiven(file, SAME, gid);
  fchmodSync(file, mode & 0o777);
}

function isGiven(file: number, uid: number, gid: number): boolean {
  try {
    fchownSync(file, uid, gid);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
    return false;
  }
}

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
