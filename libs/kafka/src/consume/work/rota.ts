/** Who has something to do, each in turn. For few members: all are looked at where one comes or goes. */
export class Rota<T> {
  private readonly members: T[] = [];
  private at = 0;

  get size(): number {
    return this.members.length;
  }

  /** Nobody is in it twice. */
  add(member: T): void {
    if (!this.members.includes(member)) this.members.push(member);
  }

  delete(member: T): void {
    const index = this.members.indexOf(member);
    if (index < 0) return;
    this.members.splice(index, 1);
    if (index < this.at) this.at--;
  }

  next(): T | undefined {
    if (this.at >= this.members.length) this.at = 0;
    return this.members[this.at++];
  }
}
