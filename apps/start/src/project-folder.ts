import { join } from 'node:path';

/** The top of the repository. */
export const projectFolder = join(import.meta.dirname, '..', '..', '..');
