import { Contracts, EventPublisher } from '@app/kafka';
import { Needs } from '@app/security';
import { Body, Controller, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { ReceiptView } from '../api/problem.js';
import { AuditLog } from '../audit/audit-log.js';
import { Read } from '../http/read.js';

const publishBody = z.object({
  data: z.looseObject({}, { error: 'must be an object' }),
  key: z.string().optional(),
});

/** There only in a console that has an operator, since only that one has a producer. */
@Controller('api/topics/:topic/events')
export class PublishController {
  constructor(
    private readonly contracts: Contracts,
    private readonly publisher: EventPublisher,
    private readonly audit: AuditLog,
  ) {}

  /** Answers 201 once every in-sync replica has the event. */
  @Post()
  @Needs('operate')
  publish(
    @Req() request: FastifyRequest,
    @Param('topic') topic: string,
    @Body(new Read(publishBody)) { data, key }: z.output<typeof publishBody>,
  ): Promise<ReceiptView> {
    const contract = this.contracts.get(topic);
    return this.audit.noted(request, 'publish', { topic }, () =>
      this.publisher.publish(contract, data, key === undefined ? {} : { key }),
    );
  }
}
