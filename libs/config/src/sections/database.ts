import { z } from 'zod';
import { variable } from '../variable.js';

const URL = /^(?:postgres(?:ql)?:\/\/|file:)./;

export const database = {
  meaning: 'database of orders, outbox and inbox',
  variables: {
    DATABASE_URL: variable(
      z.string().regex(URL, 'must be postgres://user:password@host:port/name or file:path').optional(),
      {
        meaning:
          'postgres://user:password@host:port/name, or file:path; not set: a file in LOCAL_KAFKA_FOLDER',
        byDefault: 'SQLite in `.kafka`',
        secret: true,
      },
    ),
  },
};
