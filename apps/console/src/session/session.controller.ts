import { Access, AccessError, type Act, ALL_TOPICS, mayDo, Needs, type Principal } from '@app/security';
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
    const principal = await this.identify(request);
    const may = (act: Act): boolean => principal !== undefined && mayDo(principal, act, ALL_TOPICS);
    return {
      reader: !this.access.isGuarded || may('read'),
      operator: may('operate'),
      operable: this.access.isOperable,
      ...(publisher === undefined ? {} : { publisher }),
    };
  }

  /** Once for all acts, as each look at a key counts. Rejects when it cannot be told. */
  private async identify(request: FastifyRequest): Promise<Principal | undefined> {
    // Where anybody may read, a key is looked at for operating alone.
    const need = this.access.isGuarded ? 'any' : 'operate';
    try {
      return await this.access.admit(request, need);
    } catch (error) {
      const isNobody = error instanceof AccessError && [400, 401, 403].includes(error.getStatus());
      if (isNobody) return undefined;
      throw error;
    }
  }
}
