/** The last time, before and after 1970, that a date can be: ECMA-262, "Time Values and Time Range". */
const LATEST = 8_640_000_000_000_000;

/**
 * A record's time in ISO 8601. Kafka takes any 64 bits for a time; one that no date has becomes the nearest that one
 * has, and anything else 1970.
 *
 * @param timestamp milliseconds since 1970.
 */
export const isoTime = (timestamp: number): string =>
  new Date(Math.min(Math.max(timestamp, -LATEST), LATEST) || 0).toISOString();
