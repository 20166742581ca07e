import type { TokenBucket } from '../keys/token-bucket.js';

export const ACTS = ['publish', 'read', 'operate'] as const;

/** `publish` to a topic, `read` what is in it, `operate`: redrive, reset offsets and publish in the console. */
export type Act = (typeof ACTS)[number];

/** Stands for what is not of one topic. Only a grant for all topics, the pattern `*`, covers it. */
export const ALL_TOPICS = '*';

export interface Grant {
  readonly acts: readonly Act[];
  /** Names of topics; one that ends in `*` stands for all that begin so. */
  readonly topics: readonly string[];
}

/** Who asks, and what they may. */
export interface Principal {
  /** Whose streams are counted together: names may be alike. */
  readonly id: string;
  /** For notes and logs; no secret. */
  readonly name: string;
  readonly grants: readonly Grant[];
  /** Milliseconds since 1970. */
  readonly expires: number;
  readonly bucket?: TokenBucket | undefined;
  /** What it has become since it was let in: its key may have been changed, or revoked. Default: itself. */
  current?(): Principal | undefined;
}

export const mayDo = ({ grants }: Principal, act: Act, topic: string): boolean =>
  grants.some(({ acts, topics }) => acts.includes(act) && topics.some((pattern) => covers(pattern, topic)));

const covers = (pattern: string, topic: string): boolean =>
  pattern.endsWith('*') ? topic.startsWith(pattern.slice(0, -1)) : pattern === topic;
