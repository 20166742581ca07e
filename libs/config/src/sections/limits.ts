import { wholeNumber } from '../values.js';
import { variable } from '../variable.js';

export const limits = {
  meaning: 'requests a second of one address; lag while ready',
  variables: {
    RATE_LIMIT: variable(wholeNumber.optional(), {
      meaning: 'requests a second that the publisher takes from one address; not set: any number',
    }),
    READY_MAX_LAG: variable(wholeNumber.optional(), {
      meaning:
        "records of a partition that may wait while the subscriber's /health/ready says 200; not set: any number",
    }),
  },
};
