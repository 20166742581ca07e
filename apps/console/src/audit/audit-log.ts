import { appendFile } from 'node:fs/promises';
import { messageOf, PubSubError } from '@app/kafka';
import { Inject, Injectable, ServiceUnavailableException } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { OPTIONS, type Options } from '../options.js';
import { bearer, nameOfKey } from '../session/operator-key.js';

export type Act = 'publish' | 'reset-group' | 'redrive';

/** Notes who did what to what, and what came of it, as JSON lines: one before the act and one after it. */
@Injectable()
export class AuditLog {
  constructor(@Inject(OPTIONS) private readonly options: Options) {}

  /**
   * Runs an act between its two notes.
   *
   * @throws ServiceUnavailableException when it cannot be noted: then it is not done either.
   */
  async noted<T>(request: FastifyRequest, act: Act, target: object, run: () => Promise<T>): Promise<T> {
    const who = { by: nameOfKey(bearer(request.headers.authorization) ?? ''), from: request.ip };
    const note = (result: unknown) => this.write({ ...who, act, target, result });
    await note('begun');
    try {
      const result = await run();
      await note(result);
      return result;
    } catch (error) {
      await note({ error: error instanceof PubSubError ? error.code : messageOf(error) });
      throw error;
    }
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
