import type { Status } from '../project/protocol.js';

const RUNNING = { starting: 'is starting', running: 'is running', stopping: 'is stopping' } as const;

/** What `status` prints, a line each. */
export function renderStatus(status: Status): string[] {
  const rows = status.brokers.map(({ id, address, pid, state, answers }) => [
    String(id),
    address,
    pid === undefined ? '-' : String(pid),
    state === 'running' && !answers ? 'running, does not answer' : state,
  ]);
  const table = rows.length === 0 ? [] : [['broker', 'address', 'pid', 'state'], ...rows];
  return [
    `Kafka ${RUNNING[status.state]}, owned by process ${status.owner}`,
    ...table.map(([id = '', address = '', pid = '', state = '']) =>
      `${id.padEnd(8)}${address.padEnd(18)}${pid.padEnd(9)}${state}`.trimEnd(),
    ),
    `data and logs: ${status.dataFolder}`,
  ];
}

/** What `start` prints at its end. */
export function renderStart(status: Status, owned: boolean): string[] {
  const addresses = status.brokers.map(({ address }) => address).join(', ');
  return [
    `Kafka ${owned ? 'is running' : 'is running already'}: ${addresses}`,
    `data and logs: ${status.dataFolder}`,
    'stop it with `npm run kafka -- stop`, look at it with `npm run kafka -- status`',
  ];
}
