import { expect, it } from 'vitest';
import type { BrokerPool } from './broker-pool.js';
import { groupStates } from './group-states.js';

const [NONE, LOADING] = [0, 14];

/** Brokers with a group each, one of which answers a question by this error. */
const poolOf = (brokenBroker: number, question: string): BrokerPool => {
  const answers = (broker: number, code: number): Readonly<Record<string, object>> => ({
    ListGroups: { errorCode: code, groups: [{ groupId: `group-${broker}`, protocolType: 'consumer' }] },
    DescribeGroups: {
      groups: [{ errorCode: code, groupId: `group-${broker}`, state: 'Empty', members: [] }],
    },
    OffsetFetch: { errorCode: code, responses: [] },
  });
  const ask = async (broker: number, asked: string) =>
    answers(broker, broker === brokenBroker && asked === question ? LOADING : NONE)[asked];
  return { ask } as unknown as BrokerPool;
};

it.each(['ListGroups', 'DescribeGroups', 'OffsetFetch'])(
  'counts a broker as silent that still loads its groups when asked for %s',
  async (question) => {
    const { groups, silent } = await groupStates(poolOf(2, question), [1, 2]);
    expect(groups.map(({ id }) => id)).toEqual(['group-1']);
    expect(silent).toEqual([2]);
  },
);
