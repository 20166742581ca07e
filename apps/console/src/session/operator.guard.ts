import {
  type CanActivate,
  type ExecutionContext,
  ForbiddenException,
  Injectable,
  UnauthorizedException,
} from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { OperatorKeys } from './operator-keys.js';

/** Lets only the operator act. */
@Injectable()
export class OperatorGuard implements CanActivate {
  constructor(private readonly keys: OperatorKeys) {}

  canActivate(context: ExecutionContext): boolean {
    if (!this.keys.exist) {
      throw new ForbiddenException('this console is read-only; start it with OPERATOR_KEY to act');
    }
    const isOperator = this.keys.check(context.switchToHttp().getRequest<FastifyRequest>());
    if (isOperator === undefined) throw new UnauthorizedException('this takes the operator key');
    if (!isOperator) throw new ForbiddenException('this is not the operator key');
    return true;
  }
}
