/** Room for so many events at once; who finds none waits, first come, first served. */
export class Room {
  private readonly waiting: { readonly count: number; readonly enter: () => void }[] = [];

  constructor(private free: number) {}

  /** Resolves when there is room. `count` must not be more than there is in all. */
  async take(count: number): Promise<void> {
    if (this.waiting.length === 0 && count <= this.free) {
      this.free -= count;
      return;
    }
    await new Promise<void>((enter) => this.waiting.push({ count, enter }));
  }

  give(count: number): void {
    this.free += count;
    for (let [first] = this.waiting; first && first.count <= this.free; [first] = this.waiting) {
      this.free -= first.count;
      this.waiting.shift();
      first.enter();
    }
  }
}
