/** The last time, before and after 1970, that a date can be: ECMA-262, "Time Values and Time Range". */
export const LATEST_DATE = 8_640_000_000_000_000;

/**
 * A record's time in ISO 8601. Kafka takes any 64 bits for a time; one that no date has becomes the nearest that one
 * has, and anything else 1970.
 *
 * @param timestamp milliseconds since 1970.
 */
export const isoTime = (timestamp: number): string =>
  new Date(Math.min(Math.max(timestamp, -LATEST_DATE), LATEST_DATE) || 0).toISOString();
