import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWK,
  type JWTPayload,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Access } from '../access/access.js';
import { listening } from '../testing/app.js';

const issuer = 'https://id.example';
const audience = 'pubsub';

type Keys = Awaited<ReturnType<typeof generateKeyPair>>;

const jwk = async ({ publicKey }: Keys, kid: string): Promise<JWK> => ({
  ...(await exportJWK(publicKey)),
  kid,
  alg: 'ES256',
  use: 'sig',
});

const first = await generateKeyPair('ES256');
const second = await generateKeyPair('ES256');

let shown: readonly JWK[] | undefined;
let server: Server;
let jwksUrl: string;

beforeEach(async () => {
  // Asked for another key within 30 s, jose does not ask again.
  vi.useFakeTimers({ toFake: ['Date'] });
  shown = [await jwk(first, 'first')];
  server = createServer((_, response) => {
    response.statusCode = shown ? 200 : 500;
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: shown }));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/keys`;
});
afterEach(() => {
  vi.useRealTimers();
  server.close();
});

interface Claims {
  readonly iss?: string;
  readonly aud?: string;
  readonly scope?: string | undefined;
  readonly scp?: readonly string[];
  readonly sub?: string | undefined;
  readonly azp?: string;
  readonly client_id?: string;
}

const token = (claims: Claims = {}, { keys = first, kid = 'first', seconds = 600 } = {}): Promise<string> =>
  new SignJWT({
    iss: issuer,
    aud: audience,
    sub: 'alice',
    scope: 'publish:order-* read',
    ...claims,
  } as JWTPayload)
    .setProtectedHeader({ alg: 'ES256', kid })
    .setExpirationTime(new Date(Date.now() + seconds * 1_000))
    .sign(keys.privateKey);

async function start() {
  const app = await listening({ oidc: { issuer, audience, jwksUrl } });
  const url = await app.getUrl();
  return async (text: string, path = 'order-placed', method = 'POST') => {
    const headers = { authorization: `Bearer ${text}` };
    const response = await fetch(`${url}/topics/${path}`, { method, headers });
    const body = response.ok ? undefined : ((await response.json()) as { detail: string });
    return { status: response.status, detail: body?.detail, headers: response.headers };
  };
}

describe('a token', () => {
  it('lets one do what its scopes say', async () => {
    const ask = await start();
    expect((await ask(await token())).status).toBe(201);
    expect((await ask(await token(), 'payments')).status).toBe(403);
    expect((await ask(await token(), 'payments', 'GET')).status).toBe(200);
    expect((await ask(await token({ scope: 'openid publish:*' }), 'payments')).status).toBe(201);
    expect((await ask(await token({ scope: undefined, scp: ['publish'] }))).status).toBe(201);
    expect((await ask(await token({ scope: 'openid profile publishing' }))).status).toBe(403);
  });

  const unsecured = () =>
    new UnsecuredJWT({ scope: 'publish' })
      .setIssuer(issuer)
      .setAudience(audience)
      .setExpirationTime('1h')
      .encode();
  /** As if the public key were a secret that both know. */
  const withPublicKey = async () =>
    new SignJWT({ iss: issuer, aud: audience, scope: 'publish' })
      .setProtectedHeader({ alg: 'HS256', kid: 'first' })
      .setExpirationTime('1h')
      .sign(new TextEncoder().encode(await exportSPKI(first.publicKey)));

  it.each([
    ['of no algorithm', async () => unsecured()],
    ['that is signed with the public key by HS256', withPublicKey],
    ['for another audience', () => token({ aud: 'payroll' })],
    ['of another issuer', () => token({ iss: 'https://evil.example' })],
    ['that has expired', () => token({}, { seconds: -60 })],
    ['of an unknown key', () => token({}, { keys: second, kid: 'second' })],
    ['that another key has signed', () => token({}, { keys: second })],
    [
      'without an end',
      () =>
        new SignJWT({ iss: issuer, aud: audience })
          .setProtectedHeader({ alg: 'ES256', kid: 'first' })
          .sign(first.privateKey),
    ],
    [
      'whose content was changed',
      async () =>
        (await token()).replace(/\.[^.]*\./, `.${Buffer.from('{"scope":"operate"}').toString('base64url')}.`),
    ],
  ])('%s is refused with 401', async (_, make) => {
    const ask = await start();
    const { status, detail, headers } = await ask(await make());
    expect([status, detail]).toEqual([401, expect.stringMatching(/^this token does not count: /)]);
    expect(headers.get('www-authenticate')).toContain('error="invalid_token"');
  });

  it('of a new key counts when the provider has turned to it, and one of the old key no more', async () => {
    const ask = await start();
    expect((await ask(await token())).status).toBe(201);
    shown = [await jwk(second, 'second')];
    vi.setSystemTime(Date.now() + 31_000);
    expect((await ask(await token({}, { keys: second, kid: 'second' }))).status).toBe(201);
    expect((await ask(await token({ scope: 'publish' }))).status).toBe(401);
  });

  it('that was good is looked at again after a minute', async () => {
    const ask = await start();
    const good = await token();
    expect((await ask(good)).status).toBe(201);
    shown = [await jwk(second, 'second')];
    // Beyond the ten minutes that jose keeps the keys.
    vi.setSystemTime(Date.now() + 30_000);
    expect((await ask(good)).status).toBe(201);
    vi.setSystemTime(Date.now() + 630_000 - 60_000);
    expect((await ask(good)).status).toBe(401);
  });

  it('cannot be told while the provider is away: 503, and then it can', async () => {
    shown = undefined;
    const ask = await start();
    const { status, headers } = await ask(await token());
    expect([status, headers.get('retry-after')]).toEqual([503, '5']);
    shown = [await jwk(first, 'first')];
    expect((await ask(await token())).status).toBe(201);
  });

  it('cannot be told while nobody listens there, either', async () => {
    server.close();
    const ask = await start();
    expect((await ask(await token())).status).toBe(503);
  });

  it('names who has it: its subject, else its client, else it stands for itself', async () => {
    const access = new Access({ oidc: { issuer, audience, jwksUrl } });
    const idOf = async (claims: Claims): Promise<string | undefined> => {
      const headers = { authorization: `Bearer ${await token(claims)}` };
      return (await access.admit({ headers, ip: '192.0.2.1' }, 'any'))?.id;
    };
    const nobody = { sub: undefined };
    expect(await idOf({})).toBe('subject alice');
    expect(await idOf({ ...nobody, azp: 'shop' })).toBe('subject shop');
    expect(await idOf({ ...nobody, client_id: 'till' })).toBe('subject till');
    const [one, other] = [
      await idOf({ ...nobody, scope: 'read' }),
      await idOf({ ...nobody, scope: 'publish' }),
    ];
    expect(one).toMatch(/^subject token /);
    expect(one).not.toBe(other);
  });
});
