import { kafkaSecurity, kafkaSecurityEnvironment, readEnvironment } from '@app/config';
import { brokerList, createKafka } from '@app/kafka';
import { Command, InvalidArgumentError, Option } from 'commander';
import { addCompletionCommand } from './completion.js';
import { addConfigCommand } from './config.js';
import { addContractsCommands } from './contracts.js';
import { addDeadLetterCommands } from './dead-letters.js';
import { addGroupCommands } from './groups.js';
import { addGroupResetCommand } from './group-reset.js';
import { addKeysCommands } from './keys.js';
import { addPublishCommand } from './publish.js';
import { addReplayCommand } from './replay.js';
import { addTailCommand } from './tail.js';
import { addTopicsCommand } from './topics.js';

const parseBrokers = (text: string): readonly string[] => {
  const { success, data } = brokerList.safeParse(text);
  if (!success) throw new InvalidArgumentError('Give host:port, or several of them with commas between.');
  return data;
};

/** Every command. Throws CommanderError where commander would end the process. */
export function pubsub(): Command {
  const program = new Command('pubsub')
    .description('Topics, events, consumer groups and dead letters of a Kafka cluster.')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text.trimEnd().replaceAll('\n', ' ') + '\n') })
    .addOption(
      new Option('--brokers <addresses>', 'host:port, or several of them with commas between')
        .env('KAFKA_BROKERS')
        .argParser(parseBrokers)
        .default(['127.0.0.1:9092'], '127.0.0.1:9092'),
    );
  const settings = () => ({
    security: kafkaSecurity(readEnvironment(kafkaSecurityEnvironment)),
    brokers: program.opts<{ brokers: readonly string[] }>().brokers,
    clientId: 'pubsub',
  });
  const kafka = () => createKafka(settings());
  addTopicsCommand(program, kafka);
  addPublishCommand(program, settings);
  addTailCommand(program, kafka);
  addGroupCommands(program, kafka);
  addGroupResetCommand(program, kafka);
  addDeadLetterCommands(program, kafka);
  addReplayCommand(program, kafka);
  addContractsCommands(program);
  addConfigCommand(program);
  addKeysCommands(program);
  addCompletionCommand(program);
  return program;
}
