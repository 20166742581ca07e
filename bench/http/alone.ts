import { messageOfChild } from '../support/child.js';
import { startServer } from '../support/server.js';
import { load } from './load/load.js';
import { PATH } from './order.js';
import { kafkajsSend } from './subjects.js';

const ROUNDS = 3;
const SECONDS = 2;

/** Median latencies at one request at a time, in milliseconds, one a round. */
export interface Alone {
  readonly publisher: number[];
  /** kafkajs' `send`, without HTTP. */
  readonly kafkajs: number[];
}

/** In turns, each in a new process that is warm before it counts, on a broker that is. */
export async function measureAlone(main: string, brokers: NodeJS.ProcessEnv): Promise<Alone> {
  const send = await kafkajsSend();
  const sendAlone = async (): Promise<number> =>
    (await messageOfChild<{ p50: number }>(send, brokers, 60)).p50;
  const publishAlone = async (): Promise<number> => {
    const server = await startServer(main, brokers);
    try {
      const url = `${server.origin}${PATH}`;
      await load({ url, connections: 64, seconds: SECONDS });
      return (await load({ url, connections: 1, seconds: SECONDS })).p50;
    } finally {
      await server.stop();
    }
  };
  await sendAlone();
  const results: Alone = { publisher: [], kafkajs: [] };
  for (let round = 1; round <= ROUNDS; round++) {
    results.publisher.push(await publishAlone());
    results.kafkajs.push(await sendAlone());
  }
  return results;
}
