import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Inject,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { OPTIONS, type Options } from '../options.js';
import { bearer, isSameKey } from './operator-key.js';

/** Lets only the operator act. */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(@Inject(OPTIONS) private readonly options: Options) {}

  canActivate(context: ExecutionContext): boolean {
    const { operatorKey } = this.options;
    if (operatorKey === undefined) {
      throw new ForbiddenException('this console is read-only; start it with OPERATOR_KEY to act');
    }
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    const key = bearer(headers.authorization);
    if (key === undefined) throw new UnauthorizedException('this takes the operator key');
    if (!isSameKey(key, operatorKey)) throw new ForbiddenException('this is not the operator key');
    return true;
  }
}
