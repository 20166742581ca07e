import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest';
import type { ContractView } from '../../apps/console/src/api/contracts.js';
import { type RunningConsole, startConsole } from './support/console.js';
import { contractOf } from './support/consume-app.js';
import { allOf } from './support/records.js';

const brokers = inject('brokers');
const contract = contractOf(`acts-${randomUUID()}`);
const events = `topics/${contract.topic}/events`;
let desk: RunningConsole;
let readOnly: RunningConsole;

beforeAll(async () => {
  desk = await startConsole({ brokers, contracts: [contract] });
  readOnly = await startConsole({ brokers, contracts: [contract], operable: false });
});
afterAll(async () => {
  await desk.close();
  await readOnly.close();
});

const event = { data: { id: 'a', n: 1 }, key: 'k' };

describe('the operator', () => {
  it('publishes, gets a receipt, and leaves a note without the payload', async () => {
    const { body } = await vi.waitFor(
      async () => {
        const answer = await desk.post(events, event);
        expect(answer.status).toBe(201);
        return answer;
      },
      { timeout: 15_000, interval: 200 },
    );
    expect(body).toMatchObject({ topic: contract.topic, partition: 0 });
    const [record] = await allOf(brokers, contract.topic);
    expect(String(record?.key)).toBe('k');
    const notes = (await desk.audit()).slice(-2);
    expect(notes).toMatchObject([
      { result: 'begun', act: 'publish' },
      { result: body, from: '127.0.0.1' },
    ]);
    expect(JSON.stringify(notes)).not.toContain(desk.key);
  });

  it('is told which properties break the contract', async () => {
    const { status, body } = await desk.post(events, { data: { id: 1, other: true } });
    expect(status).toBe(422);
    const { errors } = body as { errors: { property: string }[] };
    expect(errors.map(({ property }) => property).toSorted()).toEqual(['id', 'n', 'other']);
  });
});

describe('nobody else acts', () => {
  const acts: [string, unknown][] = [
    [events, event],
    ['groups/g/reset', { topic: 't', to: 'earliest', dryRun: true }],
    ['dead-letters/redrive', { ids: ['a-dlt/0/0'], dryRun: true }],
  ];
  it.each(acts)('at %s', async (path, body) => {
    expect(await desk.post(path, body, 'another-key-of-some-length')).toMatchObject({ status: 401 });
    expect(await desk.post(path, body, '')).toMatchObject({ status: 401 });
    const refused = await readOnly.post(path, body);
    expect([403, 404]).toContain(refused.status);
  });

  it('and the console says who may', async () => {
    expect(await readOnly.get('session')).toMatchObject({ reader: true, operator: false, operable: false });
    expect(await desk.get('session')).toMatchObject({ operator: false, operable: true });
    const headers = { authorization: `Bearer ${desk.key}` };
    const answer = await fetch(`${desk.url}/api/session`, { headers });
    expect(await answer.json()).toEqual({
      reader: true,
      operator: true,
      operable: true,
      publisher: 'http://127.0.0.1:3000',
    });
  });
});

describe('every answer', () => {
  it('forbids inline scripts, frames and other hosts', async () => {
    const { headers } = await fetch(`${desk.url}/api/contracts`);
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  /** With headers that `fetch` would set itself. */
  const statusWith = (headers: Record<string, string>): Promise<number | undefined> =>
    new Promise((resolve, reject) => {
      const { port } = new URL(desk.url);
      request({ host: '127.0.0.1', port, path: '/api/contracts', headers }, (response) =>
        resolve(response.resume().statusCode),
      )
        .on('error', reject)
        .end();
    });

  it("is kept from another site's name that points here", async () => {
    expect(await statusWith({ host: 'evil.example' })).toBe(421);
  });

  it.each([
    ['cross-site', 'no-cors', 403],
    ['cross-site', 'navigate', 200],
    ['same-origin', 'cors', 200],
  ])('to a %s request of mode %s is %i', async (site, mode, status) => {
    expect(await statusWith({ 'sec-fetch-site': site, 'sec-fetch-mode': mode })).toBe(status);
  });

  it('that is an error is a problem', async () => {
    const answer = await fetch(`${desk.url}/api/topics/%ff`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      400,
      expect.stringContaining('application/problem+json'),
    ]);
  });
});

it('shows contracts as schemas', async () => {
  const [view] = await desk.get<ContractView[]>('contracts');
  expect(view).toMatchObject({ topic: contract.topic, type: 'test.step.v1', partitions: 1, text: false });
  expect(JSON.stringify(view?.schema)).toContain('"n":{"type":"integer"');
});
