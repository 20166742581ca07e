import { appEnvironment } from '@app/config';
import { describe, expect, it } from 'vitest';
import { accessSettings, checkSecurity, serverSettings } from './environment.js';

const schema = appEnvironment.superRefine(checkSecurity);
const problems = (environment: Record<string, string>): string[] =>
  schema.safeParse(environment).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`) ??
  [];

describe('an app that would listen beyond this machine', () => {
  it.each(['0.0.0.0', '::', '192.0.2.1', '127.0.0.1.example', 'pubsub.example'])(
    'at %s is refused',
    (HOST) => {
      expect(problems({ HOST })).toEqual([
        expect.stringMatching(/^HOST would let in whoever reaches it: set API_KEYS_FILE/),
      ]);
    },
  );

  it.each<Record<string, string>>([
    { API_KEYS_FILE: 'api-keys.json' },
    { API_KEYS: '{"keys":[]}' },
    { OIDC_ISSUER: 'https://id.example', OIDC_AUDIENCE: 'pubsub', OIDC_JWKS_URL: 'https://id.example/keys' },
    { ALLOW_ANONYMOUS: 'true' },
  ])('may with %j', (environment) => {
    expect(problems({ HOST: '0.0.0.0', ...environment })).toEqual([]);
  });

  it.each(['127.0.0.1', '127.1.2.3', '::1', 'localhost'])('is none at %s', (HOST) => {
    expect(problems({ HOST })).toEqual([]);
  });
});

describe('a setting', () => {
  it.each<[Record<string, string>, RegExp]>([
    [{ OIDC_ISSUER: 'https://id.example' }, /^OIDC_AUDIENCE must be set beside OIDC_ISSUER/],
    [{ HTTPS_CERT_FILE: 'cert.pem' }, /^HTTPS_KEY_FILE must be set beside HTTPS_CERT_FILE/],
    [{ OIDC_JWKS_URL: 'http://id.example/keys' }, /^OIDC_JWKS_URL must begin with https:/],
    [{ ALLOW_ANONYMOUS: 'yes' }, /^ALLOW_ANONYMOUS must be true or false/],
    [{ TRUST_PROXY: 'true' }, /^TRUST_PROXY must be addresses or ranges/],
    [{ TRUST_PROXY: '1' }, /^TRUST_PROXY must be addresses or ranges/],
    [{ TRUST_PROXY: '10.0.0.0/33' }, /^TRUST_PROXY must be addresses or ranges/],
  ])('such as %j is told in a line', (environment, line) => {
    expect(problems(environment)[0]).toMatch(line);
  });

  it('becomes what the apps are given', () => {
    const settings = schema.parse({
      API_KEYS_FILE: 'a',
      TRUST_PROXY: '10.0.0.0/8,loopback',
      HTTPS_CERT_FILE: 'c',
      HTTPS_KEY_FILE: 'k',
    });
    expect(accessSettings(settings)).toEqual({ keys: { text: undefined, file: 'a' }, oidc: undefined });
    expect(serverSettings(settings)).toEqual({
      host: '127.0.0.1',
      isGuarded: true,
      trustProxy: '10.0.0.0/8,loopback',
      tls: { certFile: 'c', keyFile: 'k' },
    });
  });
});
