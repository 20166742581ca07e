/** How thorough a run is. */
export interface Plan {
  readonly rounds: number;
  /** Seconds, fewer records and fewer steps: to see that all works, not for figures. */
  readonly quick: boolean;
  /** Only subjects whose name has this in it. */
  readonly only: string;
  /** Options of Node for the processes that are measured. */
  readonly node: readonly string[];
}
