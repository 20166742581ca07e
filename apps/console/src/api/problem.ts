/** Body of RFC 9457. */
export interface ProblemView {
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code?: string;
  /** What is wrong with each property of an event. */
  readonly errors?: readonly { readonly property: string; readonly reasons: readonly string[] }[];
}

/** What a publisher gets for an event. */
export interface ReceiptView {
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly timestamp: string;
}
