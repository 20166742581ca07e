import { Logger } from '@nestjs/common';
import type { Step } from '../delivery.js';

const LONGEST = 1_000;
const logger = new Logger('Subscriber');

/** Logs what comes, at debug level: nowhere else is a payload logged. */
export const showPayload: Step = (next) => (delivery) => {
  const { value } = delivery;
  const text = value?.toString('utf8', 0, LONGEST) ?? 'a tombstone';
  logger.debug(value && value.length > LONGEST ? `${text}... (${value.length} bytes)` : text);
  return next(delivery);
};
