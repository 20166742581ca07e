import { contracts } from '@app/contracts';
import { type Contract, Contracts, decodeContent, type KafkaSettings, type Receipt } from '@app/kafka';
import type { Command } from 'commander';
import { publishLines } from './publish-lines.js';
import { type Publish, withPublisher } from './with-publisher.js';
import { print, printJson } from './terminal.js';

interface Options {
  readonly key?: string;
  readonly json?: boolean;
}

export function addPublishCommand(program: Command, settings: () => KafkaSettings): void {
  program
    .command('publish')
    .description('publish an event by the contract of its topic, and show where it is')
    .argument('<topic>')
    .argument('[event]', 'JSON, or text where the contract has a text form; - reads one a line', '-')
    .option('--key <text>', 'instead of the key that the contract gives')
    .option('--json', 'one JSON object a line')
    .action(async (topic: string, event: string, { key, json = false }: Options) => {
      const contract = new Contracts(contracts).get(topic);
      const show = json ? printJson : (receipt: Receipt) => print(receiptLine(receipt));
      // What cannot be read is told before the brokers are asked.
      const single = event === '-' ? undefined : decode(contract, Buffer.from(event));
      await withPublisher(settings(), contract, async (publisher) => {
        const publish: Publish = (data) =>
          publisher.publish(contract, data, key === undefined ? {} : { key });
        if (single) return show(await publish(single));
        const read = async (line: Buffer) => publish(decode(contract, line));
        await publishLines(process.stdin, read, show);
      });
    });
}

const decode = (contract: Contract, bytes: Buffer): object =>
  decodeContent(contract, contract.text ? 'text/plain' : 'application/json', bytes) as object;

const receiptLine = ({ topic, partition, offset, id }: Receipt): string =>
  `${topic} ${partition}:${offset}  ${id}`;
