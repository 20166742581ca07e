import { isIP } from 'node:net';
import { z } from 'zod';
import { variable } from '../variable.js';

const NAMES: ReadonlySet<string> = new Set(['loopback', 'linklocal', 'uniquelocal']);

const isRange = (text: string): boolean => {
  const [address = '', bits, ...more] = text.split('/');
  const most = isIP(address) === 4 ? 32 : 128;
  const isBits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
  return more.length === 0 && isIP(address) !== 0 && isBits;
};

/** No number of proxies: whoever comes past them could write as many addresses. */
const proxies = z
  .string()
  .refine((text) => text.split(',').every((part) => NAMES.has(part.trim()) || isRange(part.trim())), {
    error: 'must be addresses or ranges of proxies, such as 10.0.0.0/8',
  });

export const transport = {
  meaning: 'HTTPS; proxies that are believed',
  variables: {
    HTTPS_CERT_FILE: variable(z.string().optional(), { meaning: 'as PEM, read again when it changes' }),
    HTTPS_KEY_FILE: variable(z.string().optional(), { meaning: 'as PEM' }),
    TRUST_PROXY: variable(proxies.optional(), {
      meaning: 'addresses or ranges, with commas between, whose X-Forwarded-For counts; not set: nobody',
    }),
  },
};
