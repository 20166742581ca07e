import { rm, writeFile } from 'node:fs/promises';
import { orderPlaced } from '@app/contracts';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished, vi } from 'vitest';
import { bootPublisher } from './support/boot.js';
import type { RunningConsole } from './support/console.js';
import { startGuarded } from './support/guarded-apps.js';
import { bearer, keysText, makeKey } from './support/keys.js';
import { LogCollector } from './support/log-collector.js';
import { recordsIn } from './support/log-of.js';
import { reading, readings } from './support/publish-app.js';

const brokers = inject('brokers');
const contract = readings();
const other = readings();
const hour = 3_600_000;
const inFuture = new Date(Date.now() + hour).toISOString();

const keys = {
  publish: makeKey({ acts: ['publish'], topics: [`${contract.topic.slice(0, -5)}*`], expires: inFuture }),
  second: makeKey({ acts: ['publish'] }),
  read: makeKey({ acts: ['read'] }),
  readOne: makeKey({ acts: ['read'], topics: ['order-placed'] }),
  operate: makeKey({ acts: ['read', 'operate'] }),
  expired: makeKey({ acts: ['publish'], expires: new Date(Date.now() - hour).toISOString() }),
  revoked: makeKey({ acts: ['publish'] }),
  slow: makeKey({ acts: ['publish'], rate: 2 }),
};
const unknown = makeKey({ acts: ['publish'] });
/** The id of one key with the secret of another. */
const mixed = keys.publish.key.slice(0, 19) + unknown.key.slice(19);

const logger = new LogCollector();
let apps: Awaited<ReturnType<typeof startGuarded>>;
let file: string;
let desk: RunningConsole;
let origin: string;
let reader: string;

beforeAll(async () => {
  apps = await startGuarded({
    brokers,
    logger,
    contracts: [contract, other, orderPlaced],
    shown: [contract],
    keys: keysText(...Object.values(keys)),
  });
  ({ file, desk, origin, subscriberOrigin: reader } = apps);
});

afterAll(() => apps.close());

const publish = (headers: Record<string, string>, topic = contract.topic, body: unknown = reading()) =>
  fetch(`${origin}/topics/${topic}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });

const get = (url: string, key?: string) => fetch(url, { headers: key === undefined ? {} : bearer(key) });

/** Status, challenge and detail of a refusal, which is a problem. */
async function refusal(response: Response): Promise<[number, string | null, string]> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/);
  const { status, detail } = (await response.json()) as { status: number; detail: string };
  expect(status).toBe(response.status);
  return [status, response.headers.get('www-authenticate'), detail];
}

describe('a key', () => {
  it('lets one publish, as bearer token and in X-API-Key, and each of several counts', async () => {
    expect((await publish(bearer(keys.publish.key))).status).toBe(201);
    expect((await publish({ 'x-api-key': keys.publish.key })).status).toBe(201);
    expect((await publish(bearer(keys.second.key))).status).toBe(201);
  });

  it('is asked for: 401 that says how, and nothing is published', async () => {
    const before = await recordsIn(brokers, contract.topic);
    expect(await refusal(await publish({}))).toEqual([
      401,
      'Bearer realm="pubsub"',
      'this takes a key: Authorization: Bearer <key>',
    ]);
    expect(await recordsIn(brokers, contract.topic)).toBe(before);
  });

  it.each([
    ['wrong', unknown.key, 'this key is not known'],
    ['with the id of another', mixed, 'this key is not known'],
    ['expired', keys.expired.key, 'this key has expired'],
    ['of no form', 'secret', 'this key is not known'],
    ['oversized', `pubsub_${'a'.repeat(10_000)}`, 'this is too long for a key'],
    ['two words', 'a b', 'Authorization must be: Bearer <key>'],
  ])('%s is refused with 401', async (_, key, detail) => {
    const expected = [401, 'Bearer realm="pubsub", error="invalid_token"', detail];
    expect(await refusal(await publish(bearer(key)))).toEqual(expected);
  });

  it('larger than all headers may be is refused with 431', async () => {
    expect((await publish(bearer('x'.repeat(20_000)))).status).toBe(431);
  });

  it('given twice is refused with 400', async () => {
    const both = { ...bearer(keys.publish.key), 'x-api-key': keys.publish.key };
    const [status, challenge] = await refusal(await publish(both));
    expect([status, challenge]).toEqual([400, 'Bearer realm="pubsub", error="invalid_request"']);
  });

  it('is for its acts and topics: 403 names what is missing', async () => {
    const scope = (act: string) => `Bearer realm="pubsub", error="insufficient_scope", scope="${act}"`;
    expect(await refusal(await publish(bearer(keys.read.key)))).toEqual([
      403,
      scope('publish'),
      `this key may not publish "${contract.topic}"`,
    ]);
    expect((await publish(bearer(keys.publish.key), 'order-placed')).status).toBe(403);
    const order = { method: 'POST', headers: bearer(keys.publish.key) };
    expect((await fetch(`${origin}/orders`, order)).status).toBe(403);
    const stream = `${reader}/topics/my-kafka-topic/events`;
    expect(await refusal(await get(stream, keys.readOne.key))).toEqual([
      403,
      scope('read'),
      'this key may not read "my-kafka-topic"',
    ]);
    expect((await get(`${origin}/metrics`, keys.readOne.key)).status).toBe(403);
  });

  it('has a rate of its own: 429 with Retry-After beyond it, while others go on', async () => {
    const statuses = [];
    for (let n = 0; n < 20; n++) statuses.push(await publish(bearer(keys.slow.key)));
    const refused = statuses.find(({ status }) => status === 429);
    expect(refused?.headers.get('retry-after')).toBe('1');
    expect((await publish(bearer(keys.second.key))).status).toBe(201);
  });

  it('has idempotency keys of its own, which nobody else holds up', async () => {
    const once = { 'idempotency-key': 'order-1' };
    const send = async (key: string, value: number, type = 'application/json') => {
      const headers = { ...bearer(key), ...once, 'content-type': type };
      const response = await publish(headers, contract.topic, reading(value));
      return (await response.json()) as { id?: string };
    };
    const first = await send(keys.publish.key, 1);
    expect(await send(keys.publish.key, 2)).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await send(keys.second.key, 2)).toMatchObject({ topic: contract.topic });
    expect(await send(keys.publish.key, 1)).toEqual(first);
    const lines = 'application/x-ndjson';
    const ids = [await send(keys.publish.key, 1, lines), await send(keys.second.key, 1, lines)];
    expect(ids[0]?.id).not.toBe(ids[1]?.id);
    expect(await send(keys.publish.key, 1, lines)).toMatchObject({ id: ids[0]?.id });
  });

  it('that is wrong is logged once, whoever tries how often', async () => {
    const lines = () => logger.lines.filter((line) => line.includes('this key is not known'));
    for (let n = 0; n < 20; n++) await publish(bearer(makeKey({ acts: ['publish'] }).key));
    expect(lines()).toHaveLength(1);
    expect(JSON.stringify(logger.lines)).not.toContain('pubsub_');
  });
});

describe('without a key', () => {
  it.each([
    ['/health/live', 200],
    ['/health/ready', 200],
    ['/topics', 401],
    ['/metrics', 401],
    ['/openapi.json', 401],
    ['/docs/swagger-ui.css', 401],
    ['/nothing', 401],
  ])('the publisher answers %s with %i', async (path, status) => {
    expect((await fetch(origin + path)).status).toBe(status);
    expect((await fetch(origin + path, { method: 'HEAD' })).status).toBe(status);
  });

  it('the subscriber and the console show nothing but their health and a page', async () => {
    const stream = await fetch(`${reader}/topics/order-placed/events`);
    expect((await refusal(stream))[0]).toBe(401);
    expect((await fetch(`${reader}/metrics`)).status).toBe(401);
    for (const path of [
      'overview',
      'live',
      'topics',
      'groups',
      'contracts',
      'dead-letters',
      'topics/a/tail',
    ]) {
      expect([path, (await fetch(`${desk.url}/api/${path}`)).status]).toEqual([path, 401]);
    }
    expect(await desk.get('session')).toMatchObject({ reader: false, operator: false, operable: true });
  });
});

describe('readiness', () => {
  const health = async (url: string, key?: string): Promise<unknown> => {
    const answer = await get(`${url}/health/ready`, key);
    return { code: answer.status, ...((await answer.json()) as object) };
  };
  const strangers = [undefined, unknown.key, keys.publish.key, keys.readOne.key, keys.expired.key];

  it('is told to all by its status, and by topic and reason to a key alone that reads all', async () => {
    for (const url of [origin, reader, desk.url])
      for (const key of strangers) expect(await health(url, key)).toEqual({ code: 200, status: 'ok' });
    expect(await health(origin, keys.read.key)).toMatchObject({
      code: 200,
      details: { kafka: { status: 'up' } },
    });
    expect(await health(reader, keys.read.key)).toMatchObject({ details: { consumer: { status: 'up' } } });
  });

  it('that is missing, too', async () => {
    const away = { brokers: ['127.0.0.1:1'], logger, contracts: [contract] };
    const app = await bootPublisher({ ...away, access: { keys: { file } } }, { connected: false });
    onTestFinished(() => app.close());
    await app.listen(0, '127.0.0.1');
    const url = await app.getUrl();
    for (const key of strangers) expect(await health(url, key)).toEqual({ code: 503, status: 'error' });
    expect(await health(url, keys.read.key)).toMatchObject({
      code: 503,
      error: { kafka: { status: 'down', message: expect.any(String) as string } },
    });
  });
});

describe('any key', () => {
  it('may look at the documents, and is told what is not there', async () => {
    expect((await get(`${origin}/openapi.json`, keys.publish.key)).status).toBe(200);
    expect((await get(`${origin}/nothing`, keys.publish.key)).status).toBe(404);
    expect((await get(`${origin}/topics/${contract.topic}/events`, keys.publish.key)).status).toBe(405);
  });
});

describe('a key that reads', () => {
  it('opens streams, metrics and the console, and acts nowhere', async () => {
    const stream = await get(`${reader}/topics/order-placed/events`, keys.readOne.key);
    expect([stream.status, stream.headers.get('content-type')]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
    await stream.body?.cancel();
    expect((await get(`${origin}/metrics`, keys.read.key)).status).toBe(200);
    expect((await get(`${desk.url}/api/contracts`, keys.read.key)).status).toBe(200);
    const reset = await desk.post(
      'groups/g/reset',
      { topic: 't', to: 'earliest', dryRun: true },
      keys.read.key,
    );
    expect(reset.status).toBe(403);
  });

  it('of the operator publishes by the console, and is named in its notes', async () => {
    const path = `topics/${contract.topic}/events`;
    await vi.waitFor(
      async () =>
        expect(await desk.post(path, { data: reading() }, keys.operate.key)).toMatchObject({ status: 201 }),
      { timeout: 15_000, interval: 200 },
    );
    expect((await desk.audit()).at(-1)).toMatchObject({ act: 'publish', by: keys.operate.entry.name });
  });
});

describe('the file of keys', () => {
  const statusOf = async (key: string) => (await publish(bearer(key))).status;
  const until = (key: string, status: number) =>
    vi.waitFor(async () => expect(await statusOf(key)).toBe(status), { timeout: 30_000, interval: 200 });

  it('is read again when it changes: a key is revoked and another made without a restart', async () => {
    const { revoked, ...left } = keys;
    const made = makeKey({ acts: ['publish'] });
    expect([await statusOf(revoked.key), await statusOf(made.key)]).toEqual([201, 401]);
    // Replaced as a whole, as Kubernetes does it.
    await apps.replaceKeys(keysText(...Object.values(left), made));
    await until(revoked.key, 401);
    expect([await statusOf(made.key), await statusOf(keys.publish.key)]).toEqual([201, 201]);
  });

  it('that is broken leaves the keys as they were, and one line says why', async () => {
    await writeFile(file, '{ "keys": [{ "id": "secret-of-mine" }');
    const complaints = () => logger.lines.filter((line) => line.includes('is left as it was before'));
    await vi.waitFor(() => expect(complaints()).toHaveLength(3), { timeout: 30_000 });
    // One of each app.
    expect(new Set(complaints())).toEqual(
      new Set([`${file} is left as it was before: ${file} is not JSON (SyntaxError)`]),
    );
    expect(await statusOf(keys.publish.key)).toBe(201);
    await rm(file);
    expect(await statusOf(keys.publish.key)).toBe(201);
  });
});
