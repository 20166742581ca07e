import { contracts } from '@app/contracts';
import { Contracts, defineContract } from '@app/kafka';
import { Global, Module } from '@nestjs/common';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { IsIn } from 'class-validator';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DocsModule } from './docs.module.js';

class Hostile {
  @IsIn(['<script>alert(1)</script>']) readonly text!: string;
}

const hostile = defineContract({ topic: 'hostile', type: '"><b>', payload: Hostile });

@Global()
@Module({
  providers: [{ provide: Contracts, useFactory: () => new Contracts([...contracts, hostile]) }],
  exports: [Contracts],
})
class WithContracts {}

let app: NestFastifyApplication;
const get = (url: string) => app.inject({ method: 'GET', url });

beforeAll(async () => {
  const testing = await Test.createTestingModule({ imports: [WithContracts, DocsModule] }).compile();
  app = testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter());
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});

afterAll(() => app.close());

describe('the documents', () => {
  it.each([
    ['/openapi.json', 'openapi', '3.1.0'],
    ['/asyncapi.json', 'asyncapi', '3.0.0'],
  ])('%s is JSON of the contracts', async (url, version, value) => {
    const response = await get(url);
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(response.json()).toHaveProperty(version, value);
    for (const { topic } of contracts) expect(response.payload).toContain(topic);
  });

  it.each(['/docs', '/asyncapi'])(
    '%s is a page that asks no other host and runs no script of its own',
    async (url) => {
      const { headers, payload } = await get(url);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      const policy = String(headers['content-security-policy']);
      expect(policy).toMatch(/^default-src 'none';/);
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(payload).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
      expect(payload).not.toMatch(/<script>|<script[^>]*>[^<]|\son\w+=|\sstyle=/);
    },
  );

  it('shows OpenAPI by files that are all there', async () => {
    const { payload } = await get('/docs');
    const files = [...payload.matchAll(/(?:src|href)="(docs\/[^"]+)"/g)].map(([, file]) => file);
    expect(files).toEqual(['docs/swagger-ui.css', 'docs/swagger-ui-bundle.js', 'docs/start.js']);
    for (const file of files) expect(await get(`/${file}`)).toHaveProperty('statusCode', 200);
  });

  it.each(['package.json', '..%2fpackage.json', 'constructor'])('has no other file: %s', async (file) => {
    expect(await get(`/docs/${file}`)).toHaveProperty('statusCode', 404);
  });

  it('shows AsyncAPI with what a contract says as text', async () => {
    const { payload } = await get('/asyncapi');
    expect(payload).toContain('items[].quantity');
    expect(payload).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(payload).toContain('&quot;&gt;&lt;b&gt;');
  });
});
