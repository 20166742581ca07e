import {
  ACTS,
  type Act,
  type KeyEntry,
  keyFile,
  newApiKey,
  seal,
  topicPattern,
  writeApiKey,
} from '@app/security';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { parseRate, parseTerm } from './parse.js';
import { table } from './table.js';
import { print, printError, printJson } from './terminal.js';

interface CreateOptions {
  readonly file: string;
  readonly name: string;
  readonly topics: readonly string[];
  readonly acts: readonly Act[];
  readonly expires?: number;
  readonly rate?: number;
}

interface FileOption {
  readonly file: string;
}

const fileOption = () =>
  new Option('--file <path>', 'where the keys are kept').env('API_KEYS_FILE').default('api-keys.json');

/** Keys for the HTTP side of the apps, of which a file keeps salted hashes. */
export function addKeysCommands(program: Command): void {
  const keys = program.command('keys').description('API keys for publisher, event streams and console');
  keys
    .command('create')
    .description('make a key and print it, once: the file keeps a salted hash of it')
    .requiredOption('--name <text>', 'whose it is')
    .addOption(
      new Option('--topics <names>', 'with commas between; order-* is all that begin so')
        .argParser(parseTopics)
        .default(['*'], '*'),
    )
    .addOption(
      new Option('--acts <acts>', `of ${ACTS.join(', ')}, with commas between`)
        .argParser(parseActs)
        .makeOptionMandatory(),
    )
    .addOption(
      new Option('--expires <time>', '90d, 12h or never')
        .argParser(parseTerm)
        .default(parseTerm('90d'), '90d'),
    )
    .option('--rate <number>', 'requests a second that each process takes; default: any number', parseRate)
    .addOption(fileOption())
    .action(create);
  keys
    .command('list')
    .description('show the keys, which are not told from what is kept of them')
    .addOption(fileOption())
    .option('--json', 'one JSON object a line')
    .action(list);
  keys
    .command('revoke')
    .description('take a key away; apps that run do so within a second or two')
    .argument('<id>', 'as keys list shows it')
    .addOption(fileOption())
    .action((id: string, { file }: FileOption) => {
      keyFile.change(file, (entries) => {
        if (!entries.some((each) => each.id === id)) throw new Error(`${file} has no key ${id}`);
        return entries.filter((each) => each.id !== id);
      });
      print(`revoked ${id}`);
    });
}

function create({ file, name, topics, acts, expires, rate }: CreateOptions): void {
  const key = newApiKey();
  const entry: KeyEntry = {
    id: key.id,
    name,
    ...seal(key),
    acts: [...acts],
    topics: [...topics],
    ...(expires === undefined ? {} : { expires: new Date(Date.now() + expires).toISOString() }),
    ...(rate === undefined ? {} : { rate }),
  };
  keyFile.change(file, (entries) => [...entries, entry]);
  print(writeApiKey(key));
  printError(`${key.id} is in ${file}. The line above is shown this once: give it to ${name}.`);
}

function list({ file, json = false }: FileOption & { readonly json?: boolean }): void {
  const entries = keyFile.read(file);
  if (json) {
    // What is kept of the secret is nobody's business.
    return entries.forEach((entry) => printJson({ ...entry, salt: undefined, hash: undefined }));
  }
  const rows = entries.map(({ id, name, acts, topics, expires = 'never', rate }) => [
    id,
    name,
    acts.join(','),
    topics.join(','),
    Date.parse(expires) <= Date.now() ? 'expired' : expires,
    rate,
  ]);
  table(['id', 'name', 'acts', 'topics', 'expires', 'rate'], rows).forEach(print);
}

const listOf = (text: string): string[] => text.split(',').map((each) => each.trim());

function parseTopics(text: string): string[] {
  const topics = listOf(text);
  if (topics.every((each) => topicPattern.safeParse(each).success)) return topics;
  throw new InvalidArgumentError('Give names of topics, or the beginning of one and *.');
}

function parseActs(text: string): Act[] {
  const acts = listOf(text);
  const known = ACTS.filter((act) => acts.includes(act));
  if (known.length === acts.length) return known;
  throw new InvalidArgumentError(`Give some of ${ACTS.join(', ')}.`);
}
