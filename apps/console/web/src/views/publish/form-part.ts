import type { JsonSchema } from '@api/json-schema';
import type { ReactNode } from 'react';

export interface FormPart {
  readonly schema: JsonSchema;
  /** The whole document, which references go into. */
  readonly root: JsonSchema;
  readonly name: string;
  /** Such as `items.0.quantity`, as errors name it. */
  readonly path: string;
  readonly required: boolean;
  readonly value: unknown;
  /** Reasons by path. */
  readonly errors: ReadonlyMap<string, readonly string[]>;
  /** Undefined leaves the property out. */
  onChange(value: unknown): void;
}

/** What draws the parts of a part. */
export interface Nested {
  render(part: FormPart): ReactNode;
}
