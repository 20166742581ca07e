import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { zookeeperAnswers } from '../cluster/probe.js';
import { awaitReady } from './await-ready.js';
import type { Runtime } from './broker.js';
import { startJvm, type Jvm, type JvmPlan } from './jvm.js';
import { renderProperties } from './properties.js';

/** Starts one ZooKeeper server with ticks of 2 s; resolves when it answers. */
export async function startZookeeper(runtime: Runtime, port: number): Promise<Jvm> {
  const plan = zookeeperJvm(runtime);
  await mkdir(plan.folder, { recursive: true });
  await writeFile(join(plan.folder, 'zoo.cfg'), renderProperties(zookeeperConfig(port)));
  const jvm = await startJvm(plan);
  await awaitReady(plan, jvm, () => zookeeperAnswers(port));
  return jvm;
}

const zookeeperConfig = (port: number) => ({
  dataDir: 'data',
  clientPort: String(port),
  clientPortAddress: '127.0.0.1',
  tickTime: '2000',
  // An HTTP server on port 8080 that nobody asked for.
  'admin.enableServer': 'false',
});

const zookeeperJvm = (runtime: Runtime): JvmPlan => ({
  name: 'ZooKeeper',
  java: runtime.java,
  flags: ['-Xmx256m', '-Djava.awt.headless=true'],
  classpath: runtime.classpath,
  main: 'org.apache.zookeeper.server.quorum.QuorumPeerMain',
  args: ['zoo.cfg'],
  folder: join(runtime.dataFolder, 'zookeeper'),
  logFile: join(runtime.dataFolder, 'logs', 'zookeeper.log'),
});
