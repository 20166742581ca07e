import { z } from 'zod';
import { trueOrFalse } from '../values.js';
import { variable } from '../variable.js';

const address = z.url({ protocol: /^https?$/, error: 'must be an address such as https://id.example' });

/** Whoever is on the way could sign tokens otherwise. */
const keysAddress = address.refine((url) => /^(?:https:|http:\/\/(?:127\.0\.0\.1|localhost)[:/])/.test(url), {
  error: 'must begin with https:',
});

export const apiKeys = {
  meaning: 'who may publish, read and operate',
  variables: {
    API_KEYS_FILE: variable(z.string().optional(), {
      meaning:
        'made by `npx pubsub keys create`, read again when it changes; with keys, all but /health takes one',
    }),
    API_KEYS: variable(z.string().optional(), { meaning: 'what is in such a file' }),
  },
};

export const oidc = {
  meaning: 'whose tokens count as well',
  variables: {
    OIDC_ISSUER: variable(address.optional(), { meaning: '`iss` of the tokens of an identity provider' }),
    OIDC_AUDIENCE: variable(z.string().optional(), { meaning: 'what `aud` must name' }),
    OIDC_JWKS_URL: variable(keysAddress.optional(), { meaning: 'where its public keys are' }),
  },
};

export const anonymous = {
  meaning: 'lets all in beyond loopback, without a key',
  variables: { ALLOW_ANONYMOUS: variable(trueOrFalse.default(false)) },
};
