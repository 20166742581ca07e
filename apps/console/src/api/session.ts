export interface Session {
  /** Whether the key that came with the request lets its owner act. */
  readonly operator: boolean;
  /** Whether anybody can: an operator key was set when the console was started. */
  readonly operable: boolean;
  /** Where a publisher shows its documents, when the console was told. */
  readonly publisher?: string;
}
