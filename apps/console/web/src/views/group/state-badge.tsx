import { Badge, type Tone } from '../../ui/badge.js';

/** Kafka's names of a group's state, in words. */
const STATES: Readonly<Record<string, readonly [string, Tone]>> = {
  Stable: ['stable', 'ok'],
  Empty: ['no members', 'plain'],
  PreparingRebalance: ['rebalancing', 'warn'],
  CompletingRebalance: ['rebalancing', 'warn'],
  Dead: ['dead', 'bad'],
};

export function StateBadge({ state }: { readonly state: string }) {
  const [words, tone] = STATES[state] ?? [state.toLowerCase(), 'plain'];
  return <Badge tone={tone}>{words}</Badge>;
}
