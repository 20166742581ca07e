import { latestDeadLetters } from '@app/kafka';
import { Needs } from '@app/security';
import { Body, Controller, Get, HttpCode, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { DeadLetterView, RedriveResult } from '../api/dead-letters.js';
import { AuditLog } from '../audit/audit-log.js';
import { Cluster } from '../cluster/cluster.js';
import { Read } from '../http/read.js';
import { letterView } from './letter-view.js';
import { Redrives } from './redrives.js';

const MOST_LETTERS = 5_000;

const lettersQuery = z.object({
  topic: z.string().min(1).optional(),
  group: z.string().min(1).optional(),
  limit: z.coerce.number().int().min(1).max(MOST_LETTERS).default(500),
});

const redriveBody = z.object({
  ids: z.array(z.string()).min(1).max(MOST_LETTERS),
  edited: z.object({ value: z.string() }).optional(),
  dryRun: z.boolean(),
});

@Controller('api/dead-letters')
export class DeadLettersController {
  constructor(
    private readonly cluster: Cluster,
    private readonly redrives: Redrives,
    private readonly audit: AuditLog,
  ) {}

  /** The newest first. */
  @Get()
  async letters(
    @Query(new Read(lettersQuery)) { topic, group, limit }: z.output<typeof lettersQuery>,
  ): Promise<DeadLetterView[]> {
    const found = await latestDeadLetters(this.cluster.kafka, this.cluster.pool, {
      topic,
      limit,
      view: (letter) =>
        group === undefined || letter.origin?.group === group ? letterView(letter) : undefined,
    });
    return found
      .map(({ view, redriven }) => ({ ...view, redriven }))
      .toSorted((a, b) => b.at - a.at)
      .slice(0, limit);
  }

  @Post('redrive')
  @HttpCode(200)
  @Needs('operate')
  redrive(
    @Req() request: FastifyRequest,
    @Body(new Read(redriveBody)) { ids, edited, dryRun }: z.output<typeof redriveBody>,
  ): Promise<RedriveResult[]> {
    const run = () => this.redrives.run({ ids, dryRun, ...(edited ? { edited } : {}) });
    const target = { ids, edited: edited !== undefined };
    return dryRun ? run() : this.audit.noted(request, 'redrive', target, run);
  }
}
