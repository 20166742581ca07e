import type { appEnvironment } from '@app/config';
import type { z } from 'zod';
import type { AccessSettings } from '../access/access.js';
import { isLoopback } from '../http/loopback.js';
import type { ServerSettings } from '../http/server-adapter.js';

type Environment = z.output<typeof appEnvironment>;

const TOGETHER = [
  ['OIDC_ISSUER', 'OIDC_AUDIENCE', 'OIDC_JWKS_URL'],
  ['HTTPS_CERT_FILE', 'HTTPS_KEY_FILE'],
] as const;

/** What the variables of an app must be together; for `superRefine` of its schema. */
export function checkSecurity(settings: Environment, context: z.RefinementCtx): void {
  for (const names of TOGETHER) {
    const given = names.filter((name) => settings[name] !== undefined);
    const missing = names.filter((name) => settings[name] === undefined);
    if (given.length === 0) continue;
    for (const name of missing) {
      context.addIssue({
        code: 'custom',
        path: [name],
        message: `must be set beside ${given.join(' and ')}`,
      });
    }
  }
  if (isLoopback(settings.HOST) || isGuarded(settings) || settings.ALLOW_ANONYMOUS) return;
  context.addIssue({
    code: 'custom',
    path: ['HOST'],
    message:
      'would let in whoever reaches it: set API_KEYS_FILE (npx pubsub keys create), API_KEYS or OIDC_ISSUER, ' +
      'or ALLOW_ANONYMOUS=true if that is meant',
  });
}

const isGuarded = ({ API_KEYS, API_KEYS_FILE, OIDC_ISSUER }: Environment): boolean =>
  [API_KEYS, API_KEYS_FILE, OIDC_ISSUER].some((value) => value !== undefined);

/** Who may do what. */
export function accessSettings(settings: Environment): AccessSettings {
  const { API_KEYS: text, API_KEYS_FILE: file } = settings;
  const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience, OIDC_JWKS_URL: jwksUrl } = settings;
  return {
    keys: text === undefined && file === undefined ? undefined : { text, file },
    oidc: issuer && audience && jwksUrl ? { issuer, audience, jwksUrl } : undefined,
  };
}

/** How it listens. */
export function serverSettings(settings: Environment): ServerSettings {
  const { HOST: host, TRUST_PROXY, HTTPS_CERT_FILE: certFile, HTTPS_KEY_FILE: keyFile } = settings;
  return {
    host,
    isGuarded: isGuarded(settings),
    trustProxy: TRUST_PROXY,
    tls: certFile && keyFile ? { certFile, keyFile } : undefined,
  };
}
