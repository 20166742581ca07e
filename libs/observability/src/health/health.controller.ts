import { Needs } from '@app/security';
import { Controller, Get, Inject, UseFilters } from '@nestjs/common';
import {
  HealthCheck,
  type HealthCheckResult,
  HealthCheckService,
  HealthIndicatorService,
} from '@nestjs/terminus';
import { HealthFilter } from './health.filter.js';
import { READINESS, type ReadinessCheck } from './readiness.js';

@Controller('health')
@UseFilters(HealthFilter)
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly indicator: HealthIndicatorService,
    @Inject(READINESS) private readonly checks: readonly ReadinessCheck[],
  ) {}

  @Get('live')
  @Needs('open')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Get('ready')
  @Needs('open')
  @HealthCheck()
  ready(): Promise<HealthCheckResult> {
    return this.health.check(this.checks.map((check) => () => this.indicate(check)));
  }

  private indicate(check: ReadinessCheck) {
    const indicator = this.indicator.check(check.name);
    const problem = check.problem();
    return problem === undefined ? indicator.up() : indicator.down(problem);
  }
}
