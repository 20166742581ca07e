import { EXEC_ARGV } from '../../apps/start/src/build.js';

/** What is run to be measured. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
  /** By what it tells its parent process something: a message of Node's, or a line of JSON that it prints. */
  readonly tells: 'message' | 'line';
}

/** A bundled program, run with the options that the apps are run with in production. */
export const nodeProgram = (main: string, nodeOptions: readonly string[] = []): Program => ({
  command: process.execPath,
  args: [...EXEC_ARGV, ...nodeOptions, main],
  tells: 'message',
});
