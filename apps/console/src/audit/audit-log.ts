import { appendFile } from 'node:fs/promises';
import { messageOf, PubSubError } from '@app/kafka';
import { Inject, Injectable, Logger, ServiceUnavailableException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { OPTIONS, type Options } from '../options.js';

export type Act = 'publish' | 'reset-group' | 'redrive';

/** Notes who did what to what, and what came of it, as JSON lines: one before the act and one after it. */
@Injectable()
export class AuditLog {
  private readonly logger = new Logger(AuditLog.name);

  constructor(@Inject(OPTIONS) private readonly options: Options) {}

  /**
   * Runs an act between its two notes. What the second cannot be written of is done all the same: it goes to the log.
   *
   * @throws ServiceUnavailableException when it cannot be noted: then it is not done either.
   */
  async noted<T>(request: FastifyRequest, act: Act, target: object, run: () => Promise<T>): Promise<T> {
    const who = { by: request.principal?.name, from: request.ip };
    await this.write({ ...who, act, target, result: 'begun' });
    const note = (result: unknown) =>
      this.write({ ...who, act, target, result }).catch((error: Error) =>
        this.logger.error(`${act} of ${JSON.stringify(target)} has ended: ${error.message}`),
      );
    const result = await run().catch(async (error: unknown) => {
      await note({ error: error instanceof PubSubError ? error.code : messageOf(error) });
      throw error;
    });
    await note(result);
    return result;
  }

  private async write(entry: object): Promise<void> {
    const line = `${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`;
    try {
      // Only its owner may read what was done here.
      await appendFile(this.options.auditFile, line, { mode: 0o600 });
    } catch (error) {
      throw new ServiceUnavailableException(
        `${this.options.auditFile} cannot be written: ${messageOf(error)}`,
      );
    }
  }
}
