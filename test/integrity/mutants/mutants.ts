/** A fault that the suite has to find, and the scenario that has to find it. */
export interface Mutant {
  /** Of a patch in this folder. */
  readonly name: string;
  readonly scenario: string;
}

export const mutants: readonly Mutant[] = [
  { name: 'commit-before-handling', scenario: 'subscriber-killed' },
  { name: 'resolve-before-acknowledgement', scenario: 'leader-killed' },
  { name: 'drop-on-rebalance', scenario: 'group-scaled' },
];
