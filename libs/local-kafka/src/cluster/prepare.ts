import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { LocalKafkaError } from '../errors.js';
import { inTurn } from '../in-turn.js';
import { ensureJars, type Report } from '../java/jars.js';
import { findJava } from '../java/java.js';
import type { Runtime } from '../node/broker.js';
import { controllerIds, type ClusterPlan, type NodePlan } from '../node/cluster-plan.js';
import type { LocalKafkaOptions } from '../options.js';
import { archiveFlags } from './class-archive.js';
import { newClusterId, readCluster, writeCluster, type ClusterRecord } from './cluster-file.js';
import { describeShape } from './describe-shape.js';
import { assertFree, freePort } from './ports.js';
import { throwAwayFolder } from './throw-away.js';

/** Everything decided, nothing started. */
export interface Prepared {
  readonly version: string;
  readonly runtime: Runtime;
  readonly plan: ClusterPlan;
  readonly record: ClusterRecord;
  readonly nodes: readonly NodePlan[];
  /** A broker that is added later. */
  readonly nextNode: (id: number) => Promise<NodePlan>;
  readonly throwAway: boolean;
}

const CONTROLLER_PORTS = 10_000;
const ZOOKEEPER_PORT = 13_088;

/** @throws LocalKafkaError where Java, Maven, a port or the data folder does not allow a start */
export async function prepare(options: LocalKafkaOptions): Promise<Prepared> {
  const {
    brokers = 1,
    zookeeper = false,
    firstPort,
    secure,
    config = {},
    environment,
    report = () => undefined,
  } = options;
  if (!Number.isInteger(brokers) || brokers < 1) {
    throw new LocalKafkaError('BAD_VALUE', `a cluster has 1 broker or more, not ${brokers}`);
  }
  // Clusters that start at once would fetch the jars each, and write one class archive over another's.
  const { java, jars, flags } = await inTurn(() => findKafka(zookeeper, report));
  const dataFolder = await openFolder(options.dataFolder);
  const record = await openRecord(dataFolder, brokers, zookeeper);

  const port = async (offset: number, purpose: string) => {
    if (firstPort === undefined) return freePort();
    await assertFree(firstPort + offset, purpose);
    return firstPort + offset;
  };
  const nextNode = async (id: number) => ({
    id,
    port: await port(id - 1, `broker ${id}`),
    securePorts: secure && { sasl: await freePort(), mutual: await freePort() },
  });
  const nodes = await Promise.all(record.brokers.map(nextNode));
  const controllers = await Promise.all(
    (zookeeper ? [] : controllerIds(brokers)).map(async (id) => ({
      id,
      port: await port(CONTROLLER_PORTS + id - 1, `controller ${id}`),
    })),
  );
  const zookeeperPort = zookeeper ? await port(ZOOKEEPER_PORT, 'ZooKeeper') : undefined;
  return {
    version: jars.version,
    runtime: { java: java.command, flags, classpath: jars.classpath, dataFolder },
    plan: {
      clusterId: record.clusterId,
      founders: brokers,
      controllers,
      zookeeperPort,
      secure,
      config,
      environment,
    },
    record,
    nodes,
    nextNode,
    throwAway: options.dataFolder === undefined,
  };
}

/** What all clusters of a machine share, made by the first start. */
async function findKafka(zookeeper: boolean, report: Report) {
  const java = await findJava();
  const jars = await ensureJars(zookeeper ? 'zookeeper' : 'kafka', report);
  return { java, jars, flags: zookeeper ? [] : await archiveFlags(java, jars, report) };
}

async function openFolder(given: string | undefined): Promise<string> {
  if (given === undefined) return throwAwayFolder();
  await mkdir(given, { recursive: true });
  return resolve(given);
}

async function openRecord(folder: string, founders: number, zookeeper: boolean): Promise<ClusterRecord> {
  const found = await readCluster(folder);
  if (!found) {
    const brokers = Array.from({ length: founders }, (_, index) => index + 1);
    const record = { clusterId: newClusterId(), zookeeper, founders, brokers };
    await writeCluster(folder, record);
    return record;
  }
  if (found.founders === founders && found.zookeeper === zookeeper) return found;
  throw new LocalKafkaError(
    'OTHER_SHAPE',
    `${folder} holds a cluster of ${describeShape(found)}: start that, or use another folder`,
  );
}
