/** A run of offsets, both ends included. */
type Run = readonly [first: bigint, last: bigint];

/** A set of offsets as ordered runs that do not touch, so that "all up to here" takes one entry. */
export class OffsetSet {
  private constructor(private readonly runs: readonly Run[]) {}

  static readonly empty = new OffsetSet([]);

  has(offset: bigint): boolean {
    let from = 0;
    let until = this.runs.length;
    while (from < until) {
      const middle = (from + until) >>> 1;
      const [first, last] = this.runs[middle] ?? [0n, 0n];
      if (offset < first) until = middle;
      else if (offset > last) from = middle + 1;
      else return true;
    }
    return false;
  }

  /** @param offsets in any order. */
  with(offsets: readonly bigint[]): OffsetSet {
    const all = [...this.runs, ...offsets.map((offset): Run => [offset, offset])];
    const sorted = all.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    const merged: Run[] = [];
    for (const run of sorted) {
      const before = merged.at(-1);
      if (before && run[0] <= before[1] + 1n) {
        merged[merged.length - 1] = [before[0], run[1] > before[1] ? run[1] : before[1]];
      } else {
        merged.push(run);
      }
    }
    return new OffsetSet(merged);
  }

  /** Without what lies below `low`: those records are gone. */
  from(low: bigint): OffsetSet {
    return new OffsetSet(
      this.runs.flatMap(([first, last]): Run[] => (last < low ? [] : [[first < low ? low : first, last]])),
    );
  }

  /** The highest offset; undefined when empty. */
  get last(): bigint | undefined {
    return this.runs.at(-1)?.[1];
  }

  /** Such as `0-41,44`. */
  toString(): string {
    return this.runs.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
  }

  /** @throws SyntaxError when the text is not of the form that `toString` writes. */
  static parse(text: string): OffsetSet {
    if (text === '') return OffsetSet.empty;
    return new OffsetSet(
      text.split(',').map((part): Run => {
        const [, first, last = first] = /^(\d+)(?:-(\d+))?$/.exec(part) ?? [];
        if (first === undefined || last === undefined)
          throw new SyntaxError(`"${part}" is no run of offsets`);
        return [BigInt(first), BigInt(last)];
      }),
    );
  }
}
