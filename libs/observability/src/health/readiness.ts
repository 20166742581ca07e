/** One thing that must be well before traffic is sent here. */
export interface ReadinessCheck {
  /** Name in the answer of `/health/ready`. */
  readonly name: string;
  /** Undefined when well, else one line that says what is missing. */
  problem(): string | undefined;
}

/** Injects every check of the app. */
export const READINESS = Symbol('READINESS');
