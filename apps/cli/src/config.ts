import { documents } from '@app/config';
import type { Command } from 'commander';
import { readRecorded, writeRecorded } from '../../publisher/src/docs/recorded/folder.js';
import { print } from './terminal.js';

/** Writes what README and `.env.example` say of the environment variables. */
export function addConfigCommand(program: Command): void {
  program
    .command('config')
    .description('what README and .env.example say of the environment variables')
    .command('write')
    .description('write it anew from libs/config')
    .action(() => {
      const stale = [...documents(read)].filter(([path, text]) => readRecorded(path) !== text);
      for (const [path, text] of stale) writeRecorded(path, text);
      print(
        stale.length > 0 ? `written: ${stale.map(([path]) => path).join(', ')}` : 'all is as it should be',
      );
    });
}

const read = (path: string): string => readRecorded(path) ?? '';
