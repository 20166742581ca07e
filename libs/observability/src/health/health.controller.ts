import { Access, Needs } from '@app/security';
import { Controller, Get, Inject, Req, ServiceUnavailableException, UseFilters } from '@nestjs/common';
import {
  HealthCheck,
  type HealthCheckResult,
  HealthCheckService,
  HealthIndicatorService,
} from '@nestjs/terminus';
import type { FastifyRequest } from 'fastify';
import { HealthFilter } from './health.filter.js';
import { READINESS, type ReadinessCheck } from './readiness.js';

/** What everybody is told; probes look at the status of the answer alone. */
type Told = Pick<HealthCheckResult, 'status'>;

@Controller('health')
@UseFilters(HealthFilter)
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    private readonly access: Access,
    @Inject(READINESS) private readonly checks: readonly ReadinessCheck[],
  ) {}

  @Get('live')
  @Needs('open')
  live(): Told {
    return { status: 'ok' };
  }

  @Get('ready')
  @Needs('open')
  @HealthCheck()
  async ready(@Req() request: FastifyRequest): Promise<Told> {
    // Reasons name topics, groups and rights.
    const isTold = await this.access.maySee(request);
    const checked = this.health.check(this.checks.map((check) => () => this.indicate(check)));
    return isTold ? checked : statusOf(checked);
  }

  private indicate(check: ReadinessCheck) {
    const indicator = this.indicator.check(check.name);
    const problem = check.problem();
    return problem === undefined ? indicator.up() : indicator.down(problem);
  }
}

async function statusOf(checked: Promise<HealthCheckResult>): Promise<Told> {
  try {
    return { status: (await checked).status };
  } catch (error) {
    if (!(error instanceof ServiceUnavailableException)) throw error;
    throw new ServiceUnavailableException({ status: (error.getResponse() as HealthCheckResult).status });
  }
}
