import { Argument, type Command } from 'commander';
import { print } from './terminal.js';

/**
 * The script is made of the program's commands and options and holds them all, since starting this program for each
 * press of the key would take a second.
 */
export function addCompletionCommand(program: Command): void {
  program
    .command('completion')
    .description('write a script that lets the shell complete commands and options, after npx too')
    .addArgument(new Argument('<shell>').choices(['bash', 'zsh']))
    .addHelpText('after', '\nA line for ~/.bashrc or ~/.zshrc:\n  eval "$(npx pubsub completion bash)"')
    .action((shell: string) => {
      if (shell === 'zsh') print('autoload -U +X compinit bashcompinit && compinit && bashcompinit');
      print(completionScript(program));
    });
}

/** For bash, and for zsh with its `bashcompinit`. */
function completionScript(program: Command): string {
  const places = placesOf(program, '');
  const known = places.flatMap(({ path }) => (path === '' ? [] : [`'${path}'`])).join('|');
  const cases = places.map(({ path, words }) => `    '${path}') words='${words.join(' ')}' ;;`);
  return `_pubsub() {
  local place='' words='' i
  COMPREPLY=()
  if [ "\${COMP_WORDS[0]}" = npx ] && [ "\${COMP_WORDS[1]}" != pubsub ]; then return; fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    case "$place \${COMP_WORDS[i]}" in
      ${known}) place="$place \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$place" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _pubsub pubsub npx`;
}

interface Place {
  /** Commands as they are typed, each after a space. */
  readonly path: string;
  readonly words: readonly string[];
}

function placesOf(command: Command, path: string): Place[] {
  const { commands, options, registeredArguments } = command;
  const words = [
    ...commands.map((each) => each.name()),
    ...registeredArguments.flatMap(({ argChoices = [] }) => argChoices),
    ...options.flatMap(({ long }) => (long ? [long] : [])),
    '--help',
  ];
  return [{ path, words }, ...commands.flatMap((each) => placesOf(each, `${path} ${each.name()}`))];
}
