interface Waiter<T> {
  readonly matches: (item: T) => boolean;
  readonly resolve: (item: T) => void;
}

/** Keeps what comes and lets a test await it, whether it is there already or yet to come. */
export class Awaited<T> {
  private readonly items: T[] = [];
  private readonly waiters = new Set<Waiter<T>>();

  add(item: T): void {
    this.items.push(item);
    for (const waiter of this.waiters) {
      if (!waiter.matches(item)) continue;
      this.waiters.delete(waiter);
      waiter.resolve(item);
    }
  }

  /** @throws Error with `what` and what came instead, when none came within `timeoutMs`. */
  first(matches: (item: T) => boolean, what: string, timeoutMs: number): Promise<T> {
    const there = this.items.find(matches);
    if (there !== undefined) return Promise.resolve(there);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiters.delete(waiter);
        reject(new Error(`${what} within ${timeoutMs} ms; ${this.items.length} others came`));
      }, timeoutMs);
      const waiter = {
        matches,
        resolve: (item: T) => {
          clearTimeout(timer);
          resolve(item);
        },
      };
      this.waiters.add(waiter);
    });
  }
}
