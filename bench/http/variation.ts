/** One kind of load. */
export interface Variation {
  readonly connections: number;
  readonly bytes: number;
}

export const USUAL: Variation = { connections: 64, bytes: 220 };
export const ALONE: Variation = { connections: 1, bytes: 220 };
const CROWD: Variation = { connections: 512, bytes: 220 };

/** Beside the usual one. */
export const others: readonly Variation[] = [
  ALONE,
  CROWD,
  { connections: 64, bytes: 2_000 },
  { connections: 64, bytes: 20_000 },
];

const sizes = new Map([
  [220, '220 B'],
  [2_000, '2 KB'],
  [20_000, '20 KB'],
]);

export const nameOf = ({ connections, bytes }: Variation): string =>
  `${connections} connection${connections === 1 ? '' : 's'}, ${sizes.get(bytes) ?? `${bytes} B`}`;
