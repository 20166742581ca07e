import type { ReactNode } from 'react';

/** A column of a table. */
export interface Column<T> {
  readonly id: string;
  readonly name: string;
  /** A track of CSS grid. */
  readonly width: string;
  readonly align?: 'end';
  /** Left out where there is little room. */
  readonly wideOnly?: boolean;
  cell(item: T): ReactNode;
  /** What rows can be put in order by; a figure where the column is aligned at its end. */
  by?(item: T): string | number;
}
