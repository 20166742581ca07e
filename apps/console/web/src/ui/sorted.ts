export interface Order {
  /** Id of a column. */
  readonly column: string;
  readonly descending: boolean;
}

interface Sortable<T> {
  readonly id: string;
  by?(item: T): string | number;
}

/** Items in the order of a column; as they come without one. */
export function sorted<T>(
  items: readonly T[],
  columns: readonly Sortable<T>[],
  order: Order | undefined,
): readonly T[] {
  const by = columns.find(({ id }) => id === order?.column)?.by;
  if (!by || !order) return items;
  const sign = order.descending ? -1 : 1;
  return items.toSorted((a, b) => sign * compare(by(a), by(b)));
}

const compare = (a: string | number, b: string | number): number =>
  typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b));

/** The order after a click: names from A, figures from the largest, then the other way, then none. */
export function nextOrder(now: Order | undefined, column: string, isFigure: boolean): Order | undefined {
  if (now?.column !== column) return { column, descending: isFigure };
  return now.descending === isFigure ? { column, descending: !isFigure } : undefined;
}
