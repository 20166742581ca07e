import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { Column } from './column.js';
import { ColumnHead } from './column-head.js';
import { type Order, sorted } from './sorted.js';

interface Props<T> {
  readonly label: string;
  readonly columns: readonly Column<T>[];
  readonly items: readonly T[];
  readonly selected?: string | undefined;
  /** Whether the newest row, the first, is to stay in sight. */
  readonly follow?: boolean;
  idOf(item: T): string;
  onOpen?(item: T): void;
}

const ROW = 38;
/** One page of the keyboard. */
const LEAP = 12;

/** A table that draws only the rows in sight, so that their number does not matter. Arrows move, Enter opens. */
export function VirtualTable<T>(props: Props<T>) {
  const { label, columns, selected, follow = false, idOf, onOpen } = props;
  const [order, setOrder] = useState<Order>();
  const items = useMemo(() => sorted(props.items, columns, order), [props.items, columns, order]);
  const scroller = useRef<HTMLDivElement>(null);
  const prefix = useId();
  const [active, setActive] = useState(-1);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
  });
  const newest = items[0] ? idOf(items[0]) : '';
  useEffect(() => {
    if (follow) scroller.current?.scrollTo({ top: 0 });
  }, [follow, newest]);

  const move = (to: number): void => {
    const next = Math.max(0, Math.min(items.length - 1, to));
    setActive(next);
    rows.scrollToIndex(next);
  };
  const press = (event: KeyboardEvent): void => {
    const item = items[active];
    const target = MOVES[event.key]?.(active, items.length);
    if (target !== undefined) move(target);
    else if (event.key === 'Enter' && item && event.target === event.currentTarget) onOpen?.(item);
    else return;
    event.preventDefault();
  };

  const style = {
    '--columns': columns.map(({ width }) => width).join(' '),
    '--columns-narrow': columns
      .filter(({ wideOnly }) => !wideOnly)
      .map(({ width }) => width)
      .join(' '),
  };
  return (
    <div className="table" style={style as React.CSSProperties}>
      <div
        ref={scroller}
        className={onOpen ? 'table-scroll table-opens' : 'table-scroll'}
        role="grid"
        aria-label={label}
        aria-rowcount={items.length + 1}
        aria-activedescendant={items[active] ? `${prefix}-${active}` : undefined}
        tabIndex={0}
        onKeyDown={press}
      >
        <div role="rowgroup" className="table-head">
          <div role="row" aria-rowindex={1} className="table-row">
            {columns.map((column) => (
              <ColumnHead
                key={column.id}
                column={column}
                className={cellClass(column.align, column.wideOnly)}
                order={order}
                onOrder={setOrder}
              />
            ))}
          </div>
        </div>
        <div role="rowgroup" className="table-body" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const item = items[index];
            if (item === undefined) return null;
            const id = idOf(item);
            return (
              <div
                key={id}
                id={`${prefix}-${index}`}
                role="row"
                aria-rowindex={index + 2}
                aria-selected={id === selected}
                className={index === active ? 'table-row table-row-active' : 'table-row'}
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => {
                  setActive(index);
                  onOpen?.(item);
                }}
              >
                {columns.map((column) => (
                  <div key={column.id} role="gridcell" className={cellClass(column.align, column.wideOnly)}>
                    {column.cell(item)}
                  </div>
                ))}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}

const cellClass = (align: 'end' | undefined, wideOnly = false): string =>
  ['cell', align === 'end' ? 'cell-end' : '', wideOnly ? 'wide-only' : ''].filter(Boolean).join(' ');

const MOVES: Readonly<Record<string, (active: number, count: number) => number>> = {
  ArrowDown: (active) => active + 1,
  ArrowUp: (active) => active - 1,
  PageDown: (active) => active + LEAP,
  PageUp: (active) => active - LEAP,
  Home: () => 0,
  End: (_, count) => count - 1,
};
