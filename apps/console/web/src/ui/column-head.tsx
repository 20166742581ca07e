import type { Column } from './column.js';
import { nextOrder, type Order } from './sorted.js';

interface Props<T> {
  readonly column: Column<T>;
  readonly className: string;
  readonly order: Order | undefined;
  onOrder(order: Order | undefined): void;
}

/** Name of a column; where rows can be put in its order, a button that does. */
export function ColumnHead<T>({ column, className, order, onOrder }: Props<T>) {
  const { id, name, align, by } = column;
  const mine = order?.column === id ? order : undefined;
  return (
    <div
      role="columnheader"
      className={className}
      aria-sort={mine ? (mine.descending ? 'descending' : 'ascending') : undefined}
    >
      {by ? (
        <button
          type="button"
          className="column-sort"
          onClick={() => onOrder(nextOrder(order, id, align === 'end'))}
        >
          {name}
          <span className="column-sign" aria-hidden="true">
            {mine ? (mine.descending ? '↓' : '↑') : ''}
          </span>
        </button>
      ) : (
        name
      )}
    </div>
  );
}
