import fastifyRateLimit from '@fastify/rate-limit';
import { HttpException } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';

/** Answers 429 with `Retry-After` to an address that sends more requests in a second. For routes added after it. */
export async function limitRate(scope: FastifyInstance, perSecond: number): Promise<void> {
  await scope.register(fastifyRateLimit, {
    max: perSecond,
    timeWindow: 1_000,
    errorResponseBuilder: () => new HttpException(`more than ${perSecond} requests a second`, 429),
  });
}
