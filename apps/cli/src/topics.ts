import { contracts } from '@app/contracts';
import { clusterState, Contracts, logOffsets, type TopicState } from '@app/kafka';
import type { Command } from 'commander';
import type { Kafka } from 'kafkajs';
import { table } from './table.js';
import { print, printJson } from './terminal.js';
import { withPool } from './with-pool.js';

export function addTopicsCommand(program: Command, kafka: () => Kafka): void {
  program
    .command('topics')
    .description("list the topics, without Kafka's own")
    .option('--json', 'one JSON object a line')
    .action(async ({ json = false }: { readonly json?: boolean }) => {
      const topics = await topicsOf(kafka());
      if (json) return topics.forEach(printJson);
      const rows = topics.map(({ name, partitions, replicas, records, contract }) => [
        name,
        partitions,
        replicas,
        records,
        contract ? 'yes' : 'no',
      ]);
      table(['topic', 'partitions', 'replicas', 'records', 'contract'], rows).forEach(print);
    });
}

const topicsOf = (kafka: Kafka) =>
  withPool(kafka, async (pool) => {
    const known = new Contracts(contracts);
    const topics = (await clusterState(pool)).topics
      .filter(({ internal }) => !internal)
      .toSorted((a, b) => a.name.localeCompare(b.name));
    const first = await logOffsets(pool, topics, 'earliest');
    const end = await logOffsets(pool, topics, 'high-watermark');
    return topics.map((topic) => ({
      name: topic.name,
      partitions: topic.partitions.length,
      replicas: replicasOf(topic),
      records: [...(end.get(topic.name) ?? [])].reduce(
        (sum, [id, at]) => sum + Number(at - (first.get(topic.name)?.get(id) ?? at)),
        0,
      ),
      contract: known.find(topic.name) !== undefined,
    }));
  });

/** Of the partition that has the fewest. */
const replicasOf = ({ partitions }: TopicState): number =>
  Math.min(...partitions.map(({ replicas }) => replicas.length));
