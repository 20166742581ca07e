import { BrokersUnavailableError, messageOf, PubSubError } from '@app/kafka';
import { Seldom } from '@app/security';
import { HttpException, Logger } from '@nestjs/common';

const logger = new Logger('Http');
const seldom = new Seldom('Http');

/**
 * The line that tells a reader of an error. Who may read a topic need not know where its brokers are, nor by which
 * user they are asked: that is in the log.
 */
export function detailOf(error: unknown): string {
  if (error instanceof BrokersUnavailableError) {
    seldom.warn(error.code, `${error.message}: ${messageOf(error)}`);
    return 'the Kafka brokers do not answer as they should; try again';
  }
  if (error instanceof PubSubError || error instanceof HttpException) return error.message;
  logger.error(error);
  return 'the request could not be handled';
}
