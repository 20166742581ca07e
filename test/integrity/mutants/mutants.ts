/** A fault that the suite has to find, and the scenario that has to find it. */
export interface Mutant {
  /** Of a patch in this folder. */
  readonly name: string;
  readonly scenario: string;
  /** What the suite has to say. */
  readonly found: string;
}

export const mutants: readonly Mutant[] = [
  { name: 'commit-before-handling', scenario: 'subscriber-killed', found: 'not handled by' },
  { name: 'drop-on-rebalance', scenario: 'group-scaled', found: 'not handled by' },
  { name: 'resolve-before-acknowledgement', scenario: 'network-cut', found: 'acknowledged and lost' },
  { name: 'write-again-what-is-in-doubt', scenario: 'network-cut', found: 'in the log more often' },
  { name: 'write-the-last-first', scenario: 'network-slow', found: 'out of order in the log' },
  { name: 'partition-by-process', scenario: 'network-slow', found: 'keys in several partitions' },
  { name: 'handle-a-key-side-by-side', scenario: 'network-slow', found: 'handled out of order' },
  { name: 'give-up-at-once', scenario: 'handler-failing', found: 'without as many failures' },
  { name: 'one-id-for-a-list', scenario: 'network-slow', found: 'ids of several events' },
  {
    name: 'letter-without-its-value',
    scenario: 'handler-failing',
    found: 'that are not the event as it came',
  },
];
