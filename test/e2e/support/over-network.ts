import { once } from 'node:events';
import { type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

interface Asked {
  readonly method: string;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload: string | Buffer;
}

interface Answered {
  readonly statusCode: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  // As `inject` of Fastify has it.
  // oxlint-disable-next-line typescript/no-explicit-any
  json(): any;
}

/**
 * As `inject` of Fastify, by a port: what is answered before Fastify is answered so here, too.
 *
 * @throws Error when the connection ends without an answer.
 */
export async function overNetwork(
  app: NestFastifyApplication,
  { method, url, headers, payload }: Asked,
): Promise<Answered> {
  const sent = request({ port: await portOf(app), host: '127.0.0.1', method, path: url, agent: false });
  for (const [name, value] of Object.entries(headers ?? {})) sent.setHeader(name, value);
  sent.end(payload);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  const body = await text(answer);
  return { statusCode: answer.statusCode, headers: answer.headers, body, json: () => JSON.parse(body) };
}

const listening = new WeakMap<NestFastifyApplication, Promise<unknown>>();

async function portOf(app: NestFastifyApplication): Promise<number> {
  if (!app.getHttpServer().listening && !listening.has(app)) listening.set(app, app.listen(0, '127.0.0.1'));
  await listening.get(app);
  return (app.getHttpServer().address() as AddressInfo).port;
}
