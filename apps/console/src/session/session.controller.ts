import { Controller, Get, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Session } from '../api/session.js';
import { OPTIONS, type Options } from '../options.js';
import { OperatorKeys } from './operator-keys.js';

@Controller('api/session')
export class SessionController {
  constructor(
    @Inject(OPTIONS) private readonly options: Options,
    private readonly keys: OperatorKeys,
  ) {}

  @Get()
  session(@Req() request: FastifyRequest): Session {
    const { publisher } = this.options;
    return {
      operator: this.keys.check(request) ?? false,
      operable: this.keys.exist,
      ...(publisher === undefined ? {} : { publisher }),
    };
  }
}
