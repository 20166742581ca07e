import { Access, AccessError, Needs } from '@app/security';
import { Controller, Get, Inject, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Session } from '../api/session.js';
import { OPTIONS, type Options } from '../options.js';

@Controller('api/session')
export class SessionController {
  constructor(
    @Inject(OPTIONS) private readonly options: Options,
    private readonly access: Access,
  ) {}

  @Get()
  @Needs('open')
  async session(@Req() request: FastifyRequest): Promise<Session> {
    const { publisher } = this.options;
    return {
      reader: await this.may(request, 'read'),
      operator: await this.may(request, 'operate'),
      operable: this.access.isOperable,
      ...(publisher === undefined ? {} : { publisher }),
    };
  }

  /** Rejects when it cannot be told. */
  private async may(request: FastifyRequest, act: 'read' | 'operate'): Promise<boolean> {
    try {
      await this.access.admit(request, act);
      return true;
    } catch (error) {
      const isNo = error instanceof AccessError && [400, 401, 403].includes(error.getStatus());
      if (isNo) return false;
      throw error;
    }
  }
}
