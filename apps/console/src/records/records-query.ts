import { z } from 'zod';

const whole = (digits: number) =>
  z.string().regex(new RegExp(`^\\d{1,${digits}}$`), 'must be a whole number from 0 on');

export const partitionNumber = whole(9).transform(Number);
export const offsetNumber = whole(18).transform(BigInt);

const LONGEST_PAGE = 200;

export const recordsQuery = z.object({
  /** Default: all. */
  partition: partitionNumber.optional(),
  /** From this one on, oldest first. */
  offset: offsetNumber.optional(),
  /** From this time on, milliseconds since 1970, oldest first. Without offset and time: the newest first. */
  time: whole(15).transform(Number).optional(),
  key: z.string().optional(),
  contains: z.string().min(1).optional(),
  limit: whole(3).transform(Number).pipe(z.number().min(1).max(LONGEST_PAGE)).default(50),
  /** What an earlier page gave as `next`; says the direction too, and goes before offset and time. */
  cursor: z.string().optional(),
});

export const tailQuery = recordsQuery.pick({ partition: true, key: true, contains: true }).extend({
  /** Goes on after this event; the header `Last-Event-ID` of a connection that was lost goes before it. */
  after: z.string().min(1).optional(),
});

export type RecordsQuery = z.output<typeof recordsQuery>;
