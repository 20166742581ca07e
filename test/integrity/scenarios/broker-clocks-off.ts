import type { Scenario } from '../support/scenario.js';
import { killLeader } from './leader-killed.js';

/** Partitions pass from a broker with one clock to one with another, and so do groups. */
export const brokerClocksOff: Scenario = {
  name: 'broker-clocks-off',
  title: 'clocks of two brokers off by an hour, ahead and behind, and SIGKILL of a partition leader',
  on: 'other-clocks',
  run: killLeader,
};
