import type { BytesView } from './records.js';

export interface DeadLetterView {
  /** `<dead-letter topic>/<partition>/<offset>` */
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  readonly originalTopic: string;
  readonly originalPartition?: number;
  readonly originalOffset?: string;
  readonly group?: string;
  readonly exception?: string;
  readonly reason: string;
  readonly stack: string;
  readonly attempts: number;
  /** When it became one, milliseconds since 1970. */
  readonly at: number;
  readonly key: BytesView | null;
  readonly value: BytesView | null;
  /** What the dead-letter topic had no room for, such as `value`; the original record has it. */
  readonly omitted: readonly string[];
  readonly redriven: boolean;
}

export interface RedriveOrder {
  readonly ids: readonly string[];
  /** For one letter only: takes the place of its value. */
  readonly edited?: { readonly value: string };
  readonly dryRun: boolean;
}

export interface RedriveResult {
  readonly id: string;
  readonly status: 'redriven' | 'would-redrive' | 'done-before' | 'failed';
  readonly detail?: string;
}
