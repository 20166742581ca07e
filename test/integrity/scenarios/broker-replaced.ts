import type { Scenario } from '../support/scenario.js';

/** Last of those that share a cluster: it has other brokers then. */
export const brokerReplaced: Scenario = {
  name: 'broker-replaced',
  title: 'a fourth broker added, all partitions moved to it and two others, the old one removed',
  noFailedRequest: true,
  spoilsCluster: true,
  async run(trial) {
    const { cluster, topic, random } = trial;
    const old = random.oneOf(cluster.ids);
    const added = await cluster.kafka.addBroker();
    const stay = cluster.ids.filter((id) => id !== old && id !== added.id);
    await trial.fault(() => cluster.move([...stay, added.id]));
    const replicas = (await cluster.partitionsOf(topic)).flatMap((partition) => partition.replicas);
    trial.expect(!replicas.includes(old), `broker ${old} still had replicas when it was removed`);
    trial.expect(replicas.includes(added.id), `broker ${added.id} was given no replica`);
    await trial.fault(() => cluster.kafka.stopBroker(old));
  },
};
