import { Logger } from '@nestjs/common';
import { Command, InvalidArgumentError, Option } from 'commander';
import { brokerList } from '../client/broker-list.js';
import { createKafka } from '../client/create-kafka.js';
import { messageOf } from '../client/message-of.js';
import { PubSubError } from '../errors.js';
import { addDeadLetterCommands } from './cli/dead-letter-commands.js';
import { addGroupCommand } from './cli/group-command.js';
import { addReplayCommand } from './cli/replay-command.js';
import { endWithReader } from './cli/terminal.js';

const parseBrokers = (text: string): readonly string[] => {
  const { success, data } = brokerList.safeParse(text);
  if (!success) throw new InvalidArgumentError('Give host:port, or several of them with commas between.');
  return data;
};

const program = new Command('admin')
  .description('Dead letters, replay and consumer groups of a Kafka cluster.')
  .addOption(
    new Option('--brokers <addresses>', 'host:port, or several of them with commas between')
      .env('KAFKA_BROKERS')
      .argParser(parseBrokers)
      .default(['127.0.0.1:9092'], '127.0.0.1:9092'),
  );

const kafka = () =>
  createKafka({ brokers: program.opts<{ brokers: readonly string[] }>().brokers, clientId: 'admin' });

addDeadLetterCommands(program, kafka);
addReplayCommand(program, kafka);
addGroupCommand(program, kafka);

Logger.overrideLogger(false);
endWithReader();
try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof PubSubError ? error.message : messageOf(error)}\n`);
  process.exitCode = 1;
}
