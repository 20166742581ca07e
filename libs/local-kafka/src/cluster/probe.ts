import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  DESCRIBE_GROUPS_V0,
  FIND_COORDINATOR_V0,
  INIT_PRODUCER_ID_V0,
  METADATA_V1,
  NULL_STRING,
  int32,
  reader,
  request,
  string,
} from './wire.js';

/** The ids of all brokers that the one at `port` knows of. */
export async function brokersSeenBy(port: number): Promise<number[]> {
  const answer = reader(await request(port, METADATA_V1, int32(0)));
  return Array.from({ length: answer.int32() }, () => {
    const id = answer.int32();
    answer.string();
    answer.int32();
    answer.string();
    return id;
  });
}

/** True when the broker at `port` has producer ids to give: an idempotent producer asks for one first. */
export async function givesProducerIds(port: number): Promise<boolean> {
  const answer = reader(await request(port, INIT_PRODUCER_ID_V0, Buffer.concat([NULL_STRING, int32(1000)])));
  answer.int32();
  return answer.int16() === 0;
}

/** Asks for the coordinator of some group, which makes Kafka create `__consumer_offsets` where it is missing. */
export async function askForCoordinator(port: number): Promise<void> {
  await request(port, FIND_COORDINATOR_V0, string('any'));
}

/** Those of `groups` that the broker at `port` coordinates and has loaded. */
export async function groupsServedBy(port: number, groups: readonly string[]): Promise<string[]> {
  const body = Buffer.concat([int32(groups.length), ...groups.map(string)]);
  const answer = reader(await request(port, DESCRIBE_GROUPS_V0, body));
  const described = Array.from({ length: answer.int32() }, () => {
    const error = answer.int16();
    const group = answer.string();
    for (let skip = 0; skip < 3; skip++) answer.string();
    for (let members = answer.int32(); members > 0; members--) {
      for (let skip = 0; skip < 3; skip++) answer.string();
      answer.bytes();
      answer.bytes();
    }
    return { error, group };
  });
  return described.filter(({ error }) => error === 0).map(({ group }) => group);
}

/** ZooKeeper's own command for a sign of life, the only one that is allowed without configuration. */
export async function zookeeperAnswers(port: number): Promise<boolean> {
  const socket = connect({ host: '127.0.0.1', port, timeout: 2000 });
  socket.on('timeout', () => socket.destroy());
  socket.write('srvr');
  return (await text(socket)).startsWith('Zookeeper version');
}
