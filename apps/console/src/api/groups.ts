export interface GroupSummary {
  readonly id: string;
  readonly state: string;
  readonly members: number;
  readonly topics: readonly string[];
  readonly lag: number;
  readonly rate: number;
}

export interface GroupDetails {
  readonly id: string;
  readonly state: string;
  readonly members: readonly GroupMemberView[];
  readonly partitions: readonly GroupPartition[];
}

export interface GroupMemberView {
  readonly id: string;
  readonly client: string;
  readonly host: string;
  readonly assignment: readonly { readonly topic: string; readonly partitions: readonly number[] }[];
}

export interface GroupPartition {
  readonly topic: string;
  readonly partition: number;
  /** None where nothing was committed. */
  readonly committed?: string;
  readonly end?: string;
  readonly lag?: number;
  readonly member?: string;
}

/** Lag over time; `lag` has one value for each of `at`, null where it was not known. */
export interface LagHistory {
  /** Milliseconds since 1970. */
  readonly at: readonly number[];
  readonly series: readonly {
    readonly topic: string;
    readonly partition: number;
    readonly lag: readonly (number | null)[];
  }[];
}

export type ResetTarget =
  'earliest' | 'latest' | { readonly time: number } | { readonly offsets: Readonly<Record<string, string>> };

export interface ResetMove {
  readonly partition: number;
  /** None where nothing was committed. */
  readonly from?: string;
  readonly to: string;
}
