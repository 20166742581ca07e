import type { KafkaMessage } from 'kafkajs';
import type { PartitionWork } from '../work/partition-work.js';

/** A batch as far as its place in the log goes. */
export interface Arrival {
  /** The offset that was asked for, below the first record where there is a gap. */
  readonly from: number;
  readonly messages: readonly KafkaMessage[];
}

/**
 * `take` these messages; take them for another log or position than before (`anew`); fetch them `again`, since they
 * may be of a fetch that has been overtaken; or fetch from the offset of `seek`.
 */
export type Verdict =
  | { readonly act: 'take' | 'anew'; readonly messages: readonly KafkaMessage[] }
  | { readonly act: 'again' }
  | { readonly act: 'anew-from-start' }
  | { readonly act: 'seek'; readonly offset: number };

/** What has to be seen of a partition before its work goes on. */
type Open = 'position' | 'commit' | 'log';

/**
 * Tells whether a batch follows on from what a partition has taken so far. kafkajs lets a member rejoin while fetches
 * of other brokers are still under way, and gives what they bring as if it were of the new generation: taken for
 * the next records, it would have others skipped or handled side by side with themselves.
 *
 * Where a batch does not begin where it should, it is fetched again, and believed the second time: kafkajs has then
 * really moved, by a seek or to what is left of the log, while an overtaken fetch comes once.
 */
export class Arrivals {
  private readonly open = new WeakMap<PartitionWork, Open>();
  private readonly doubted = new WeakMap<PartitionWork, number>();

  /** A partition new to a consumer that has fetched before. */
  expectPosition(work: PartitionWork): void {
    this.open.set(work, 'position');
  }

  /** Its work goes on if the group's offset is still the one it left there; that is where the first fetch begins. */
  expectCommit(work: PartitionWork): void {
    this.open.set(work, 'commit');
  }

  /** Its work goes on if the log still has its newest record; that is fetched first. */
  expectLog(work: PartitionWork): void {
    this.open.set(work, 'log');
  }

  /** Whether what is done may be committed. */
  isSure(work: PartitionWork): boolean {
    return !this.open.has(work);
  }

  judge(work: PartitionWork, arrival: Arrival): Verdict {
    const { from, messages } = arrival;
    const { nextOffset, newest } = work;
    switch (this.open.get(work)) {
      case 'commit':
        if (newest && work.isCommitted(from)) {
          this.expectLog(work);
          return { act: 'seek', offset: newest.offset };
        }
        break;
      case 'log':
        if (from === newest?.offset) return this.known(work, arrival, newest.timestamp);
        break;
      case 'position':
        break;
      default:
        if (nextOffset === undefined || from === nextOffset) return this.settled(work, 'take', messages);
    }
    if (this.doubted.get(work) !== from) {
      this.doubted.set(work, from);
      return { act: 'again' };
    }
    // Forward is what retention and seeks do: what is in memory is of the same log, and goes on.
    const goesOn = this.isSure(work) && nextOffset !== undefined && from > nextOffset;
    return this.settled(work, goesOn || nextOffset === undefined ? 'take' : 'anew', messages);
  }

  /**
   * kafkajs went past records that are for nobody, up to `end`.
   *
   * @returns whether that can be relied on: an overtaken fetch may have brought it past others, too.
   */
  passed(work: PartitionWork, end: number): boolean {
    const open = this.open.get(work);
    if (open === 'position') return false;
    if (open !== 'commit' && (work.nextOffset === undefined || end > work.nextOffset)) work.pass(end);
    return true;
  }

  private known(work: PartitionWork, { from, messages }: Arrival, timestamp: string): Verdict {
    const [first, ...rest] = messages;
    // Compaction may have removed it: then nothing speaks against the log either.
    if (first && Number(first.offset) === from) {
      if (first.timestamp !== timestamp) {
        this.open.delete(work);
        return { act: 'anew-from-start' };
      }
      return this.settled(work, 'take', rest);
    }
    return this.settled(work, 'take', messages);
  }

  private settled(work: PartitionWork, act: 'take' | 'anew', messages: readonly KafkaMessage[]): Verdict {
    this.open.delete(work);
    this.doubted.delete(work);
    return { act, messages };
  }
}
