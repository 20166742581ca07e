import type { Beginning } from '@app/kafka';
import { z } from 'zod';
import { positionsOfId } from './position-id.js';

const time = z.iso.datetime({ offset: true });

/**
 * Where a client wants to begin: where it left off goes before what it asked for at first, since a browser repeats
 * both when it connects again.
 *
 * @returns undefined when neither can be read.
 */
export function beginningOf(
  lastEventId: string | undefined,
  from: unknown = 'latest',
): Beginning | undefined {
  if (lastEventId) return positionsOfId(lastEventId);
  if (from === 'earliest' || from === 'latest') return from;
  const asked = typeof from === 'string' ? time.safeParse(from.toUpperCase()) : undefined;
  return asked?.success ? { time: Date.parse(asked.data) } : undefined;
}
