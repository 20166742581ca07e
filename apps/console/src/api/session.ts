export interface Session {
  /** Whether the records may be looked at: by all, or by the owner of the key that came with the request. */
  readonly reader: boolean;
  /** Whether the key that came with the request lets its owner act. */
  readonly operator: boolean;
  /** Whether anybody can: the console was started with an operator key or with API keys. */
  readonly operable: boolean;
  /** Where a publisher shows its documents, when the console was told. */
  readonly publisher?: string;
}
