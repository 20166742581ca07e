import { EventRefusedError } from '../errors.js';
import type { Identity } from './identity.js';
import type { Partition } from './partition.js';
import { Topic } from './topic.js';

/** Kafka's `Topic.validate`. */
const NAME = /^(?!\.{1,2}$)[a-zA-Z0-9._-]{1,249}$/;

/** All topics that are written to. */
export class Topics {
  private readonly all = new Map<string, Topic>();
  private readonly announced = new Set<string>();
  private readonly created: string[] = [];

  constructor(private readonly identity: Identity) {}

  get names(): readonly string[] {
    return [...this.all.keys()];
  }

  get announcedNames(): readonly string[] {
    return [...this.announced];
  }

  /** Whether records wait for a topic that the brokers have not told of. */
  get areAwaited(): boolean {
    return [...this.all.values()].some(({ isAwaited }) => isAwaited);
  }

  /** Whether a topic is missing that was announced. */
  get areMissing(): boolean {
    return [...this.all.values()].some(({ name, isUnknown }) => isUnknown && this.announced.has(name));
  }

  /** A topic that will be written to, and is made by others. */
  announce(name: string): void {
    this.announced.add(name);
    this.add(name);
  }

  /** @throws EventRefusedError when there can be no topic of that name. */
  of(name: string): Topic {
    const known = this.all.get(name);
    if (known) return known;
    if (!NAME.test(name)) throw new EventRefusedError(`"${name.slice(0, 100)}" is no topic name`);
    this.created.push(name);
    return this.add(name);
  }

  /**
   * Asks for the topics that nobody announced, until an answer came: where the brokers create topics of themselves
   * (`auto.create.topics.enable`), asking for them does.
   */
  async askForNew(ask: (names: readonly string[]) => Promise<unknown>): Promise<void> {
    const { length } = this.created;
    if (length > 0) await ask(this.created.slice());
    this.created.splice(0, length);
  }

  withWork(): Partition[] {
    return this.partitions().filter(({ hasWork }) => hasWork);
  }

  restart(): void {
    for (const partition of this.partitions()) partition.restart();
  }

  /** As `Topic.expire`, of all. */
  expire(now: number): number {
    return Math.min(...[...this.all.values()].map((topic) => topic.expire(now)));
  }

  close(): void {
    for (const topic of this.all.values()) topic.close();
  }

  private add(name: string): Topic {
    const topic = new Topic(name, this.identity);
    this.all.set(name, topic);
    return topic;
  }

  private partitions(): Partition[] {
    return [...this.all.values()].flatMap(({ partitions }) => partitions);
  }
}
