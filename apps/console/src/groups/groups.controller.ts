import { type GroupPosition, resetGroup } from '@app/kafka';
import { Needs } from '@app/security';
import { Body, Controller, Get, HttpCode, NotFoundException, Param, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { GroupDetails, GroupSummary, LagHistory, ResetMove } from '../api/groups.js';
import { AuditLog } from '../audit/audit-log.js';
import { Cluster } from '../cluster/cluster.js';
import { Rates } from '../cluster/rates.js';
import { Sampler } from '../cluster/sampler.js';
import { Read } from '../http/read.js';
import { offsetNumber } from '../records/records-query.js';
import { LagHistories } from './lag-histories.js';
import { toDetails, toSummary } from './to-group.js';

const target = z.union([
  z.enum(['earliest', 'latest']),
  z.strictObject({ time: z.number().int().min(0) }),
  z.strictObject({ offsets: z.record(z.string().regex(/^\d{1,9}$/), offsetNumber) }),
]);
const resetBody = z.object({ topic: z.string().min(1), to: target, dryRun: z.boolean() });

@Controller('api/groups')
export class GroupsController {
  constructor(
    private readonly cluster: Cluster,
    private readonly sampler: Sampler,
    private readonly histories: LagHistories,
    private readonly audit: AuditLog,
  ) {}

  @Get()
  async groups(): Promise<GroupSummary[]> {
    const samples = await this.sampler.latest();
    const sample = samples.at(-1);
    const rates = new Rates(samples);
    return sample ? sample.groups.map((group) => toSummary(group, sample, rates)) : [];
  }

  @Get(':group')
  async group(@Param('group') id: string): Promise<GroupDetails> {
    const sample = (await this.sampler.latest()).at(-1);
    const group = sample?.groups.find((each) => each.id === id);
    if (!sample || !group) throw new NotFoundException(`there is no group ${id}`);
    return toDetails(group, sample);
  }

  @Get(':group/history')
  history(@Param('group') id: string): LagHistory {
    return this.histories.of(id);
  }

  @Post(':group/reset')
  @HttpCode(200)
  @Needs('operate')
  async reset(
    @Req() request: FastifyRequest,
    @Param('group') group: string,
    @Body(new Read(resetBody)) { topic, to, dryRun }: z.output<typeof resetBody>,
  ): Promise<ResetMove[]> {
    const run = async () => {
      const moves = await resetGroup(this.cluster.kafka, { group, topic, to: positionOf(to) }, { dryRun });
      return moves.map(({ partition, before, after }) => ({
        partition,
        ...(before === undefined ? {} : { from: String(before) }),
        to: String(after),
      }));
    };
    return dryRun ? run() : this.audit.noted(request, 'reset-group', { group, topic }, run);
  }
}

function positionOf(to: z.output<typeof target>): GroupPosition {
  if (typeof to === 'string' || 'time' in to) return to;
  return {
    offsets: new Map(Object.entries(to.offsets).map(([partition, offset]) => [Number(partition), offset])),
  };
}
