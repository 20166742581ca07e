import type { Contract } from '@app/kafka';
import { contractOf, type Step } from '../../e2e/support/consume-app.js';
import type { AppTrial } from './trial.js';

/** Events of one id are in order; a handler that fails is called once more. */
export const trialContract = ({ topic, partitions }: AppTrial): Contract<Step> =>
  contractOf(topic, { partitions, key: ({ id }) => id, retry: { attempts: 2, backoffMs: 20 } });
