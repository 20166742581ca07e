import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';

/** Terminus answers 503 by an exception whose body is the result; an app's own filter must not rewrite it. */
@Catch(HttpException)
export class HealthFilter implements ExceptionFilter<HttpException> {
  constructor(private readonly host: HttpAdapterHost) {}

  catch(error: HttpException, context: ArgumentsHost): void {
    this.host.httpAdapter.reply(context.switchToHttp().getResponse(), error.getResponse(), error.getStatus());
  }
}
