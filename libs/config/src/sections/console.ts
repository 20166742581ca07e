import { z } from 'zod';
import { variable } from '../variable.js';

const SHORTEST_KEY = 12;

export const acts = {
  meaning: 'lets the console act; where that is noted',
  variables: {
    OPERATOR_KEY: variable(
      z.string().min(SHORTEST_KEY, `must have at least ${SHORTEST_KEY} characters`).optional(),
      {
        meaning:
          'who gives it may read, publish, redrive and reset in the console; without it, or API keys, it is read-only',
        secret: true,
      },
    ),
    AUDIT_FILE: variable(z.string().default('console-audit.jsonl'), { meaning: 'one JSON object a line' }),
  },
};

export const view = {
  meaning: 'whose documents the console shows',
  variables: {
    PUBLISHER_URL: variable(
      z.url({ protocol: /^https?$/, error: 'must be an address such as http://127.0.0.1:3000' }).optional(),
      { meaning: 'address of a publisher, to whose documents the console leads; `npm start` sets it' },
    ),
  },
};
