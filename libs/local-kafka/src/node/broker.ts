import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from '../files.js';
import { brokerProperties } from './broker-properties.js';
import type { ClusterPlan, NodePlan } from './cluster-plan.js';
import { diedAtStart, startJvm, type Jvm, type JvmPlan } from './jvm.js';
import { renderProperties } from './properties.js';
import { scramArguments } from './secure-listeners.js';

/** What every Java process of a cluster is run with. */
export interface Runtime {
  readonly java: string;
  readonly flags: readonly string[];
  readonly classpath: string;
  /** Holds a folder a node, and `logs`. */
  readonly dataFolder: string;
}

const HEAP = ['-Xmx512m', '-XX:+UseG1GC', '-XX:MaxGCPauseMillis=20', '-Djava.awt.headless=true'];

export async function startBroker(runtime: Runtime, cluster: ClusterPlan, node: NodePlan): Promise<Jvm> {
  await prepareBroker(runtime, cluster, node);
  return startJvm({ ...brokerJvm(runtime, node), environment: cluster.environment?.(node.id) });
}

/** Writes the broker's configuration, and formats its storage where that was never done. */
export async function prepareBroker(runtime: Runtime, cluster: ClusterPlan, node: NodePlan): Promise<void> {
  const plan = brokerJvm(runtime, node);
  await mkdir(plan.folder, { recursive: true });
  await writeFile(join(plan.folder, 'server.properties'), renderProperties(brokerProperties(cluster, node)));
  if (cluster.zookeeperPort === undefined && !(await isFormatted(plan.folder))) {
    await format(plan, cluster);
  }
}

export function brokerJvm(runtime: Runtime, node: NodePlan): JvmPlan {
  return {
    name: `broker ${node.id}`,
    java: runtime.java,
    flags: [...HEAP, ...runtime.flags],
    classpath: runtime.classpath,
    main: 'kafka.Kafka',
    args: ['server.properties'],
    folder: join(runtime.dataFolder, `broker-${node.id}`),
    logFile: join(runtime.dataFolder, 'logs', `broker-${node.id}.log`),
  };
}

/** Kafka's own formatter writes `meta.properties` last. */
const isFormatted = (folder: string): Promise<boolean> => exists(join(folder, 'data', 'meta.properties'));

/** What a broker leaves when it has closed all of its logs, and removes when it starts. */
export const closedCleanly = (folder: string): Promise<boolean> =>
  exists(join(folder, 'data', '.kafka_cleanshutdown'));

async function format(broker: JvmPlan, { clusterId, secure }: ClusterPlan): Promise<void> {
  const plan: JvmPlan = {
    ...broker,
    main: 'kafka.tools.StorageTool',
    args: ['format', '-t', clusterId, '-c', 'server.properties', ...(secure ? scramArguments(secure) : [])],
  };
  const jvm = await startJvm(plan);
  await jvm.exited;
  if (!(await isFormatted(plan.folder))) throw await diedAtStart(plan);
}
