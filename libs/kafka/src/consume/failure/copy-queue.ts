import { BufferFullError } from '../../errors.js';
import type { Outgoing } from '../../publish/batch.js';
import type { ProducerLink } from '../../publish/producer-link.js';
import { atMost } from '../group/supervisor.js';
import { refusalOf } from './copy-refused-error.js';

/** A storm of failures goes out in groups; what is over waits in its lane and holds up the partition. */
const BUFFER = { copies: 10_000, bytes: 64 * 1024 * 1024 };
const GROUP = { copies: 250, bytes: 900_000 };
/** Header of a record batch, which counts as well. */
const BATCH_OVERHEAD = 61;
const CONNECT_AT_MOST_MS = 3_000;

/** A copy on its way to a partition. */
export interface Copy extends Outgoing {
  readonly partition: number;
  /** Bytes that a batch of its topic may have. */
  readonly maxBytes: number;
}

interface Waiting {
  readonly copy: Copy;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Sends copies in the order they come, grouped while a request is under way, each request for one partition. So a
 * refusal means that nothing of its group was written, and its halves can be sent without writing any copy twice,
 * until it is found which are meant.
 */
export class CopyQueue {
  private readonly places = new Map<string, Waiting[]>();
  private copies = 0;
  private bytes = 0;
  private running: Promise<void> | undefined;

  constructor(private readonly link: Pick<ProducerLink, 'send' | 'ready'>) {}

  /**
   * Resolves when every in-sync replica has the copy.
   *
   * @throws BufferFullError, CopyRefusedError, or what the link throws.
   */
  add(copy: Copy): Promise<void> {
    if (this.copies >= BUFFER.copies || this.bytes + copy.bytes > BUFFER.bytes) {
      return Promise.reject(new BufferFullError());
    }
    return new Promise((resolve, reject) => {
      const place = `${copy.partition}/${copy.topic}`;
      const there = this.places.get(place);
      const waiting = { copy, resolve, reject };
      if (there) there.push(waiting);
      else this.places.set(place, [waiting]);
      this.copies++;
      this.bytes += copy.bytes;
      this.running ??= this.run();
    });
  }

  /** Resolves when nothing waits and nothing is under way. */
  async idle(): Promise<void> {
    await this.running;
  }

  private async run(): Promise<void> {
    // What is added in the same turn of the event loop goes out together.
    await Promise.resolve();
    for (let group = this.take(); group; group = this.take()) await this.send(group);
    this.running = undefined;
  }

  /** The next group: that of the partition which waits longest. */
  private take(): Waiting[] | undefined {
    const [next] = this.places;
    if (!next) return undefined;
    const [place, waiting] = next;
    let count = 0;
    let bytes = BATCH_OVERHEAD;
    for (const { copy } of waiting.slice(0, GROUP.copies)) {
      bytes += copy.bytes;
      if (count > 0 && bytes > Math.min(GROUP.bytes, copy.maxBytes)) break;
      count++;
    }
    const group = waiting.splice(0, count);
    // Whoever is left waits behind the other partitions.
    this.places.delete(place);
    if (waiting.length > 0) this.places.set(place, waiting);
    this.copies -= group.length;
    this.bytes -= group.reduce((sum, { copy }) => sum + copy.bytes, 0);
    return group;
  }

  private async send(group: readonly Waiting[]): Promise<void> {
    const [first] = group;
    if (!first) return;
    // It connects anew after each refusal, and there may be more to send by then.
    await atMost(CONNECT_AT_MOST_MS, this.link.ready());
    try {
      await this.link.send(group.map(({ copy }) => copy));
      for (const { resolve } of group) resolve();
    } catch (error) {
      const refusal = refusalOf(first.copy.topic, error);
      if (!refusal || refusal.reason === 'topic' || group.length === 1) {
        for (const { reject } of group) reject(refusal ?? error);
      } else {
        const middle = Math.ceil(group.length / 2);
        await this.send(group.slice(0, middle));
        await this.send(group.slice(middle));
      }
    }
  }
}
