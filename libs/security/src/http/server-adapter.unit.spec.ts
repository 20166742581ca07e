import { once } from 'node:events';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { request as httpsRequest } from 'node:https';
import { request } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TLSSocket } from 'node:tls';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { listening } from '../testing/app.js';
import { Authority, type CertificateFiles } from '../testing/certificates.js';
import { MOST_SILENT } from './limits.js';

const portOf = async (app: NestFastifyApplication) => Number(new URL(await app.getUrl()).port);

/** With headers that `fetch` would set itself. */
const statusOf = (
  port: number,
  method: string,
  headers: Record<string, string>,
): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const path = method === 'POST' ? '/topics/a' : '/open';
    request({ host: '127.0.0.1', port, method, path, headers }, (response) =>
      resolve(response.resume().statusCode),
    )
      .on('error', reject)
      .end();
  });

/** All that comes until the other side closes. */
async function answerTo(port: number, text: string): Promise<string> {
  const socket = connect(port, '127.0.0.1').on('error', () => undefined);
  let answer = '';
  socket.on('data', (bytes) => (answer += bytes.toString())).write(text);
  await once(socket, 'close');
  return answer;
}

describe('a page of another site', () => {
  it.each([
    ['GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 403],
    ['POST', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }, 403],
    ['GET', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 200],
    ['POST', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' }, 403],
    ['POST', { 'sec-fetch-site': 'same-origin', origin: 'http://proxy.example' }, 201],
    ['POST', { origin: 'https://evil.example' }, 403],
    ['POST', { origin: 'null' }, 403],
    ['POST', {}, 201],
  ])('that sends %s with %j is answered as it should be', async (method, headers, status) => {
    expect(await statusOf(await portOf(await listening()), method, headers)).toBe(status);
  });

  it('whose name was pointed here gets nothing, unless all takes a key or comes by a proxy', async () => {
    const evil = { host: 'evil.example' };
    expect(await statusOf(await portOf(await listening()), 'GET', evil)).toBe(421);
    expect(await statusOf(await portOf(await listening()), 'GET', { host: 'localhost.evil.example' })).toBe(
      421,
    );
    expect(await statusOf(await portOf(await listening({}, { isGuarded: true })), 'GET', evil)).toBe(200);
    expect(await statusOf(await portOf(await listening({}, { trustProxy: 'loopback' })), 'GET', evil)).toBe(
      200,
    );
  });
});

it('tells browsers to take an answer for nothing but what it is', async () => {
  const { headers } = await fetch(`${await (await listening()).getUrl()}/open`);
  expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('strict-transport-security')).toBeNull();
  expect(headers.get('x-powered-by')).toBeNull();
});

describe('a request that two servers could read in two ways', () => {
  const body = '0\r\n\r\n';
  it.each([
    ['two lengths', 'Content-Length: 5\r\nContent-Length: 6'],
    ['a length and chunks', 'Content-Length: 5\r\nTransfer-Encoding: chunked'],
    ['chunks and a length', 'Transfer-Encoding: chunked\r\nContent-Length: 5'],
    ['chunks that are hidden', 'Transfer-Encoding: xchunked'],
    ['chunks behind another coding', 'Transfer-Encoding: chunked, identity'],
    ['a length with a sign', 'Content-Length: +5'],
    ['a space before the colon', 'Content-Length : 5'],
    ['a folded header', 'X-A: 1\r\n b: 2\r\nContent-Length: 5'],
  ])('has %s, and is refused before any route', async (_, headers) => {
    const port = await portOf(await listening());
    const head = `POST /topics/a HTTP/1.1\r\nHost: localhost\r\n${headers}\r\n\r\n`;
    const answer = await answerTo(port, `${head}${body}GET /open HTTP/1.1\r\nHost: localhost\r\n\r\n`);
    expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    // Neither it nor what stands behind it.
    expect(answer).not.toMatch(/^HTTP\/1\.1 2/m);
  });
});

describe('connections that send nothing', () => {
  it(
    'ten thousand of them: those beyond the bound are closed, the oldest first, and others are served',
    { timeout: 120_000 },
    async () => {
      const app = await listening();
      const url = `${await app.getUrl()}/open`;
      const port = await portOf(app);
      const sockets: Socket[] = [];
      const served: number[] = [];
      for (let wave = 0; wave < 100; wave++) {
        const more = Array.from({ length: 100 }, () =>
          connect(port, '127.0.0.1').on('error', () => undefined),
        );
        sockets.push(...more);
        await Promise.all(more.map((socket) => once(socket, 'connect')));
        served.push((await fetch(url)).status);
      }
      expect(new Set(served)).toEqual(new Set([200]));
      const open = () => sockets.filter(({ closed }) => !closed).length;
      await vi.waitFor(() => expect(open()).toBeLessThanOrEqual(MOST_SILENT), { timeout: 30_000 });
      expect((await fetch(url)).status).toBe(200);
      expect(sockets[0]?.closed).toBe(true);
      for (const socket of sockets) socket.destroy();
    },
  );

  it('have no part in those that speak', async () => {
    const app = await listening();
    const port = await portOf(app);
    const speaker = connect(port, '127.0.0.1');
    speaker.write('GET /open HTTP/1.1\r\nHost: localhost\r\n\r\n');
    await once(speaker, 'data');
    const silent = Array.from({ length: MOST_SILENT + 100 }, () =>
      connect(port, '127.0.0.1').on('error', () => undefined),
    );
    await vi.waitFor(() => expect(silent.filter(({ closed }) => closed).length).toBeGreaterThan(0), {
      timeout: 30_000,
    });
    speaker.write('GET /open HTTP/1.1\r\nHost: localhost\r\n\r\n');
    expect(String((await once(speaker, 'data'))[0])).toContain('200 OK');
    for (const socket of [speaker, ...silent]) socket.destroy();
  });
});

describe('with a certificate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tls-'));
  const path = (name: string) => join(folder, name);
  const use = ({ cert, key }: CertificateFiles): void => {
    cpSync(key, path('key'));
    cpSync(cert, path('cert'));
  };
  let first: CertificateFiles;
  let second: CertificateFiles;
  beforeAll(async () => {
    const authority = await Authority.create(folder, 'authority');
    [first, second] = await Promise.all([authority.issue('first'), authority.issue('second')]);
    use(first);
  });
  afterAll(() => rmSync(folder, { recursive: true }));
  const tls = { certFile: path('cert'), keyFile: path('key') };

  /** Name in the certificate, and the headers, of a connection of its own. */
  const ask = (port: number): Promise<{ name: string; hsts: unknown }> =>
    new Promise((resolve, reject) => {
      httpsRequest(
        { host: '127.0.0.1', port, path: '/open', agent: false, rejectUnauthorized: false },
        (response) => {
          const name = String((response.socket as TLSSocket).getPeerCertificate().subject.CN);
          resolve({ name, hsts: response.resume().headers['strict-transport-security'] });
        },
      )
        .on('error', reject)
        .end();
    });

  it('speaks TLS, and takes a renewed certificate without a restart', async () => {
    const port = await portOf(await listening({}, { tls }));
    expect(await ask(port)).toEqual({ name: 'first', hsts: expect.stringContaining('max-age=') });
    await expect(statusOf(port, 'GET', {})).rejects.toThrow(/socket hang up|ECONNRESET/);
    use(second);
    await vi.waitFor(async () => expect((await ask(port)).name).toBe('second'), {
      timeout: 30_000,
      interval: 200,
    });
  });

  it('that cannot be is told in one line', async () => {
    cpSync(first.key, path('other'));
    use(second);
    await expect(listening({}, { tls: { ...tls, keyFile: path('other') } })).rejects.toThrow(
      /are no certificate with its key: .*mismatch/,
    );
    await expect(listening({}, { tls: { ...tls, keyFile: path('none') } })).rejects.toThrow(
      /cannot be read: ENOENT/,
    );
  });
});
