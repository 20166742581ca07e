import type { Direction, Offsets } from '@app/kafka';
import { BadRequestException } from '@nestjs/common';

/** Where a page of records starts, and which way it goes: `older:0-120,3-7`. */
export interface Cursor {
  readonly direction: Direction;
  readonly from: Offsets;
}

export const cursorText = ({ direction, from }: Cursor): string =>
  `${direction}:${[...from].map(([partition, offset]) => `${partition}-${offset}`).join(',')}`;

/** @throws BadRequestException */
export function parseCursor(text: string): Cursor {
  const [, direction, places = ''] = /^(older|newer):([\d,-]+)$/.exec(text) ?? [];
  const from = new Map<number, bigint>();
  for (const place of places.split(',')) {
    const [, partition, offset] = /^(\d{1,9})-(\d{1,18})$/.exec(place) ?? [];
    if (partition === undefined || offset === undefined)
      throw new BadRequestException('the cursor is not one of ours');
    from.set(Number(partition), BigInt(offset));
  }
  return { direction: direction === 'newer' ? 'newer' : 'older', from };
}
