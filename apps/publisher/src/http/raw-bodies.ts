import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** Fastify's own default, said aloud: nothing larger fits a Kafka record with default settings. */
const BODY_LIMIT = 1024 * 1024;

/**
 * Hands request bodies to controllers as the bytes that came, since a contract decides how they are read.
 * Other media types end in 415, larger bodies in 413. For an app created with `bodyParser: false`.
 */
export function takeRawBodies(app: NestFastifyApplication): void {
  const fastify = app.getHttpAdapter().getInstance();
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    ['application/json', 'text/plain'],
    { parseAs: 'buffer', bodyLimit: BODY_LIMIT },
    (_request, body, done) => done(null, body),
  );
}
