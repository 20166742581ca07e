import { SOAK_MINUTES } from '../options.js';
import type { Scenario } from '../support/scenario.js';
import { brokerClocksOff } from './broker-clocks-off.js';
import { brokerReplaced } from './broker-replaced.js';
import { brokerStopped } from './broker-stopped.js';
import { brokersDown } from './brokers-down.js';
import { clocksOff } from './clocks-off.js';
import { controllerKilled } from './controller-killed.js';
import { deploy } from './deploy.js';
import { diskFailed } from './disk-failed.js';
import { diskFull } from './disk-full.js';
import { groupScaled } from './group-scaled.js';
import { handlerFailing } from './handler-failing.js';
import { leaderKilled } from './leader-killed.js';
import { leaderKilledSecure } from './leader-killed-secure.js';
import { networkCut } from './network-cut.js';
import { networkSilent } from './network-silent.js';
import { networkSlow } from './network-slow.js';
import { partitionsAdded } from './partitions-added.js';
import { poisonStorm } from './poison-storm.js';
import { publisherKilled } from './publisher-killed.js';
import { publisherStopped } from './publisher-stopped.js';
import { rollingRestart } from './rolling-restart.js';
import { soak } from './soak.js';
import { subscriberKilled } from './subscriber-killed.js';
import { subscriberStopped } from './subscriber-stopped.js';
import { topicDeleted } from './topic-deleted.js';

/** In the order of the table. */
export const scenariosOf = (soakMinutes: number): readonly Scenario[] => [
  leaderKilled,
  leaderKilledSecure,
  rollingRestart,
  controllerKilled,
  brokersDown,
  brokerStopped,
  publisherKilled,
  publisherStopped,
  subscriberKilled,
  subscriberStopped,
  networkCut,
  networkSlow,
  networkSilent,
  partitionsAdded,
  groupScaled,
  deploy,
  handlerFailing,
  poisonStorm,
  clocksOff,
  brokerClocksOff,
  topicDeleted,
  soak(soakMinutes),
  diskFull,
  diskFailed,
  brokerReplaced,
];

export const scenarioNames = scenariosOf(SOAK_MINUTES).map(({ name }) => name);
