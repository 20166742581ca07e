import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Jars, Report } from '../java/jars.js';
import type { Java } from '../java/java.js';
import { prepareBroker, type Runtime } from '../node/broker.js';
import type { ClusterPlan } from '../node/cluster-plan.js';
import { Member } from '../node/member.js';
import { newClusterId } from './cluster-file.js';
import { freePort } from './ports.js';
import { allRegistered } from './ready.js';
import { removeThrowAway, throwAwayFolder } from './throw-away.js';

/**
 * The Java flags that let a broker take its classes from an archive, which saves about a second a start; one trial
 * start makes it, for these jars and this Java. A Java that cannot make one leaves an empty file, and no flags.
 * https://docs.oracle.com/en/java/javase/17/vm/class-data-sharing.html
 */
export async function archiveFlags(java: Java, jars: Jars, report: Report): Promise<string[]> {
  const archive = join(jars.folder, `classes-${java.version}.jsa`);
  let bytes = await size(archive);
  if (bytes === undefined) {
    report('preparing a class archive by one trial start, so that brokers start faster from now on');
    await makeArchive(java, jars, archive);
    bytes = await size(archive);
  }
  return bytes ? [`-XX:SharedArchiveFile=${archive}`] : [];
}

async function makeArchive(java: Java, jars: Jars, archive: string): Promise<void> {
  const fresh = `${archive}.${process.pid}`;
  const runtime: Runtime = {
    java: java.command,
    flags: [`-XX:ArchiveClassesAtExit=${fresh}`],
    classpath: jars.classpath,
    dataFolder: await throwAwayFolder(),
  };
  const node = { id: 1, port: await freePort() };
  const controllers = [{ id: 1, port: await freePort() }];
  const cluster: ClusterPlan = { clusterId: newClusterId(), founders: 1, controllers, config: {} };
  const member = new Member(node, runtime, cluster);
  try {
    // Without the flag: the formatter is a Java process too, and would write an archive of its own.
    await prepareBroker({ ...runtime, flags: [] }, cluster, node);
    await member.start(() => allRegistered([node.port], [node.id]));
    await member.end('SIGTERM', 60_000);
    await rename(fresh, archive);
  } catch {
    await writeFile(archive, '');
  } finally {
    await member.end('SIGKILL');
    await rm(fresh, { force: true });
    await removeThrowAway(runtime.dataFolder);
  }
}

const size = (file: string): Promise<number | undefined> =>
  stat(file).then(
    (found) => found.size,
    () => undefined,
  );
