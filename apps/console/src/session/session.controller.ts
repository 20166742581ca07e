import { Controller, Get, Headers, Inject } from '@nestjs/common';
import type { Session } from '../api/session.js';
import { OPTIONS, type Options } from '../options.js';
import { bearer, isSameKey } from './operator-key.js';

@Controller('api/session')
export class SessionController {
  constructor(@Inject(OPTIONS) private readonly options: Options) {}

  @Get()
  session(@Headers('authorization') authorization?: string): Session {
    const { operatorKey, publisher } = this.options;
    const key = bearer(authorization);
    const operator = operatorKey !== undefined && key !== undefined && isSameKey(key, operatorKey);
    return {
      operator,
      operable: operatorKey !== undefined,
      ...(publisher === undefined ? {} : { publisher }),
    };
  }
}
