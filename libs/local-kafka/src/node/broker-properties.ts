import type { ClusterPlan, NodePlan } from './cluster-plan.js';
import type { Properties } from './properties.js';
import { secureProperties } from './secure-listeners.js';

/** Few, so that a throw-away cluster is there at once; more than brokers, so that each coordinates some groups. */
export const COORDINATOR_PARTITIONS = 10;

/** `server.properties` of one broker. Paths are relative: a broker runs in its own folder. */
export function brokerProperties(cluster: ClusterPlan, node: NodePlan): Properties {
  const { config, secure } = cluster;
  const plain = { ...roles(cluster, node), ...replication(cluster.founders), ...common(node) };
  const own = { ...plain, ...(secure ? secureProperties(secure, plain, node) : {}) };
  return typeof config === 'function' ? config(own, node.id) : { ...own, ...config };
}

function roles(cluster: ClusterPlan, node: NodePlan): Properties {
  const plaintext = `PLAINTEXT://127.0.0.1:${node.port}`;
  if (cluster.zookeeperPort !== undefined) {
    return {
      'broker.id': String(node.id),
      'zookeeper.connect': `127.0.0.1:${cluster.zookeeperPort}`,
      // So long ZooKeeper keeps the entry of a killed broker, which hinders its restart; 18 s by default.
      'zookeeper.session.timeout.ms': '6000',
      listeners: plaintext,
    };
  }
  const own = cluster.controllers.find(({ id }) => id === node.id);
  return {
    'process.roles': own ? 'broker,controller' : 'broker',
    'node.id': String(node.id),
    // For so long after a broker was killed it cannot come back, nor lose its partitions; 9 s by default.
    'broker.session.timeout.ms': '4000',
    'broker.heartbeat.interval.ms': '500',
    'controller.quorum.voters': cluster.controllers
      .map(({ id, port }) => `${id}@127.0.0.1:${port}`)
      .join(','),
    'controller.listener.names': 'CONTROLLER',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    listeners: own ? `${plaintext},CONTROLLER://127.0.0.1:${own.port}` : plaintext,
  };
}

/** Three copies where there are three brokers, and an acknowledged record is on two of them. */
function replication(founders: number): Properties {
  const copies = String(Math.min(3, founders));
  const inSync = founders >= 3 ? '2' : '1';
  return {
    'default.replication.factor': copies,
    'min.insync.replicas': inSync,
    'offsets.topic.replication.factor': copies,
    'transaction.state.log.replication.factor': copies,
    'transaction.state.log.min.isr': inSync,
    'share.coordinator.state.topic.replication.factor': copies,
    'share.coordinator.state.topic.min.isr': inSync,
  };
}

function common(node: NodePlan): Properties {
  return {
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${node.port}`,
    'log.dirs': 'data',
    // A topic comes from its contract; a mistyped name is an error, not a new topic.
    'auto.create.topics.enable': 'false',
    // The default waits 3 s for more members before a group's first assignment.
    'group.initial.rebalance.delay.ms': '0',
    'offsets.topic.num.partitions': String(COORDINATOR_PARTITIONS),
    'transaction.state.log.num.partitions': String(COORDINATOR_PARTITIONS),
    'share.coordinator.state.topic.num.partitions': String(COORDINATOR_PARTITIONS),
  };
}
