import type { Contract } from '@app/kafka';
import { contractOf, type Step } from '../../e2e/support/consume-app.js';
import { type AppTrial, ATTEMPTS } from './trial.js';

/** Events of one id are in order. */
export const trialContract = ({ topic, partitions }: AppTrial): Contract<Step> =>
  contractOf(topic, { partitions, key: ({ id }) => id, retry: { attempts: ATTEMPTS, backoffMs: 20 } });
