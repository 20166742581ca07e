import { USUAL_BYTES } from './order.js';

/** One kind of load. */
export interface Variation {
  readonly connections: number;
  readonly bytes: number;
}

export const USUAL: Variation = { connections: 64, bytes: USUAL_BYTES };
export const ALONE: Variation = { connections: 1, bytes: USUAL_BYTES };
const CROWD: Variation = { connections: 512, bytes: USUAL_BYTES };

/** Beside the usual one. */
export const others: readonly Variation[] = [
  ALONE,
  CROWD,
  { connections: 64, bytes: 2_000 },
  { connections: 64, bytes: 20_000 },
];

const sizes = new Map([
  [USUAL_BYTES, '220 B'],
  [2_000, '2 KB'],
  [20_000, '20 KB'],
]);

export const nameOf = ({ connections, bytes }: Variation): string =>
  `${connections} connection${connections === 1 ? '' : 's'}, ${sizes.get(bytes) ?? `${bytes} B`}`;
