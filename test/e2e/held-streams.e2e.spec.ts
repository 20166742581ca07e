import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import type { RunningConsole } from './support/console.js';
import { send } from './support/consume-app.js';
import { EventSourceClient } from './support/event-source.js';
import { startGuarded } from './support/guarded-apps.js';
import { bearer, keysText, makeKey } from './support/keys.js';
import { LineClient } from './support/line-client.js';
import { LogCollector } from './support/log-collector.js';
import { recordsIn } from './support/log-of.js';
import { reading, readings } from './support/publish-app.js';

const brokers = inject('brokers');
const TOPIC = 'my-kafka-topic';
/** Of one key. */
const MOST = 20;
const acts = ['publish', 'read'] as const;
const oidc = { issuer: 'https://id.example', audience: 'pubsub' };

const contracts = {
  revoked: readings(),
  expiring: readings(),
  token: readings(),
  narrowed: readings(),
  many: readings(),
};
const stays = makeKey({ acts: [...acts] });
const signing = await generateKeyPair('ES256');

let apps: Awaited<ReturnType<typeof startGuarded>>;
let provider: Server;
let desk: RunningConsole;
let origin: string;
let reader: string;

beforeAll(async () => {
  const shown = { ...(await exportJWK(signing.publicKey)), alg: 'ES256', use: 'sig', kid: 'k' };
  provider = createServer((_, response) =>
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: [shown] })),
  ).listen(0, '127.0.0.1');
  await once(provider, 'listening');
  const jwksUrl = `http://127.0.0.1:${(provider.address() as AddressInfo).port}/keys`;
  apps = await startGuarded({
    brokers,
    logger: new LogCollector(),
    contracts: Object.values(contracts),
    keys: keysText(stays),
    oidc: { ...oidc, jwksUrl },
  });
  ({ desk, origin } = apps);
  reader = `${apps.subscriberOrigin}/topics/${TOPIC}/events`;
});
afterAll(async () => {
  await apps.close();
  provider.close();
});

/** From now on these alone, as soon as the apps have looked. */
async function keysAre(...keys: ReturnType<typeof makeKey>[]): Promise<void> {
  await apps.replaceKeys(keysText(...keys));
}

async function make(more: Partial<Parameters<typeof makeKey>[0]> = {}) {
  const made = makeKey({ acts: [...acts], ...more });
  await keysAre(stays, made);
  await vi.waitFor(
    async () => {
      for (const url of [`${origin}/topics`, `${desk.url}/api/contracts`, `${apps.subscriberOrigin}/nothing`])
        expect([url, (await fetch(url, { headers: bearer(made.key) })).status]).not.toEqual([url, 401]);
    },
    { timeout: 15_000, interval: 100 },
  );
  return made;
}

const tokenFor = (seconds: number): Promise<string> =>
  new SignJWT({ iss: oidc.issuer, aud: oidc.audience, sub: randomUUID(), scope: 'publish read' })
    .setProtectedHeader({ alg: 'ES256', kid: 'k' })
    .setExpirationTime(new Date(Date.now() + seconds * 1_000))
    .sign(signing.privateKey);

async function read(key: string, url = reader): Promise<EventSourceClient> {
  const client = await EventSourceClient.open(url, bearer(key));
  onTestFinished(() => client.close());
  return client;
}

function upload(key: string, topic: string): LineClient {
  const client = new LineClient(origin, topic, bearer(key));
  onTestFinished(() => client.crash());
  return client;
}

/** A stream of each app that the key holds, and lines that go on and on. */
async function holdAll(key: string, topic: string) {
  const lines = upload(key, topic);
  const streams = await Promise.all([
    read(key),
    read(key, `${desk.url}/api/live`),
    read(key, `${desk.url}/api/topics/${TOPIC}/tail`),
  ]);
  let [sent, hasRoom] = [0, true];
  const sending = setInterval(() => {
    if (!hasRoom) return;
    hasRoom = false;
    void lines.write(`${JSON.stringify(reading(sent++))}\n`).then(() => (hasRoom = true));
  }, 5);
  onTestFinished(() => clearInterval(sending));
  await lines.until(10);
  return { lines, streams };
}

/** What was told once all have ended. */
async function endOf({ lines, streams }: Awaited<ReturnType<typeof holdAll>>, topic: string) {
  await Promise.all([lines.over, ...streams.map(({ ended }) => ended)]);
  const receipts = lines.answers.slice(0, -1);
  const { status, detail, line = 0 } = lines.answers.at(-1) ?? {};
  return {
    receipts: [...new Set(receipts.map((receipt) => receipt.status))],
    last: { status, detail },
    untold: line - 1 - receipts.length,
    unacknowledged: (await recordsIn(brokers, topic)) - receipts.length,
    streams: streams.slice(1).map(({ received }) => received.at(-1)?.data),
  };
}

/** Each line that was acknowledged is in the log, no other is, and the last answer says from where on and why. */
const endedSince = (why: string): Awaited<ReturnType<typeof endOf>> => ({
  receipts: [201],
  last: { status: 401, detail: `${why}; from this line on nothing was published` },
  untold: 0,
  unacknowledged: 0,
  streams: [{ detail: why }, { detail: why }],
});

describe('who holds streams and an upload', () => {
  it('loses them when the key is revoked; what was acknowledged stays, and others go on', async () => {
    const { topic } = contracts.revoked;
    const made = await make();
    const other = await read(stays.key);
    const held = await holdAll(made.key, topic);
    await keysAre(stays);
    expect(await endOf(held, topic)).toEqual(endedSince('this key was revoked'));
    const text = randomUUID();
    await send(brokers, TOPIC, [{ value: text }]);
    await other.event(({ data }) => (data as { data?: unknown }).data === text);
  });

  it('loses them when the key expires', async () => {
    const { topic } = contracts.expiring;
    const made = await make();
    const held = await holdAll(made.key, topic);
    await keysAre(stays, { ...made, entry: { ...made.entry, expires: new Date().toISOString() } });
    expect(await endOf(held, topic)).toEqual(endedSince('this key or token has expired'));
  });

  it('loses them when the token has ended, and the five seconds by which clocks may differ', async () => {
    const { topic } = contracts.token;
    const end = await endOf(await holdAll(await tokenFor(10), topic), topic);
    expect(end).toEqual(endedSince('this key or token has expired'));
  });

  it('loses what the key may not do any more, and keeps the rest', async () => {
    const { topic } = contracts.narrowed;
    const made = await make();
    const lines = upload(made.key, topic);
    await lines.write(`${JSON.stringify(reading())}\n`);
    await lines.until(1);
    const stream = await read(made.key);
    await keysAre(stays, { ...made, entry: { ...made.entry, acts: ['read'] } });
    await lines.over;
    expect(lines.answers.at(-1)).toMatchObject({
      status: 403,
      detail: 'this key may not publish this any more; from this line on nothing was published',
    });
    const text = randomUUID();
    await send(brokers, TOPIC, [{ value: text }]);
    await stream.event(({ data }) => (data as { data?: unknown }).data === text);
  });
});

describe('one key', () => {
  const refusal = { status: 429, detail: `this key holds ${MOST} streams already` };
  const ask = async (url: string, key: string) => {
    const response = await fetch(url, { headers: bearer(key) });
    return { retryAfter: response.headers.get('retry-after'), told: await response.json() };
  };

  it.each([
    ['of events', () => reader],
    ['of the console', () => `${desk.url}/api/live`],
  ])(`holds ${MOST} streams %s, no more before one is over, and holds up no other key`, async (_, url) => {
    const made = await make();
    const streams = await Promise.all(Array.from({ length: MOST }, () => read(made.key, url())));
    expect(await ask(url(), made.key)).toMatchObject({ retryAfter: '1', told: refusal });
    await read(stays.key, url());
    streams[0]?.close();
    await vi.waitFor(() => read(made.key, url()), { timeout: 10_000, interval: 50 });
  });

  it(`sends ${MOST} streams of lines, no more before one is over, and holds up no other key`, async () => {
    const { topic } = contracts.many;
    const made = await make();
    const uploads = Array.from({ length: MOST }, () => upload(made.key, topic));
    for (const each of uploads) expect(await each.status()).toBe(200);
    const refused = upload(made.key, topic);
    await refused.over;
    expect([await refused.status(), refused.answers]).toEqual([429, [expect.objectContaining(refusal)]]);
    expect(await upload(stays.key, topic).status()).toBe(200);
    uploads[0]?.end();
    await uploads[0]?.over;
    expect(await upload(made.key, topic).status()).toBe(200);
  });
});
