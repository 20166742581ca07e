import type { RecordContent } from '../../client/fetch/record-content.js';
import type { PartitionWork } from '../work/partition-work.js';

/**
 * How often a batch that begins where none was expected has to come until it is believed. Fetches that have been
 * overtaken come once each, and there are at most two: that of a partition's leader, and of the one before it.
 */
const SIGHTINGS = 3;

/** A batch as far as its place in the log goes. */
export interface Arrival {
  /** The offset that was asked for, below the first record where there is a gap. */
  readonly from: number;
  readonly records: readonly RecordContent[];
}

/**
 * `take` these records, or take them for another position or another log than before (`anew`); fetch them `again`,
 * since they may be of a fetch that has been overtaken; or fetch from the offset of `seek`, `anew` or going on.
 */
export type Verdict =
  | { readonly act: 'take'; readonly anew: boolean; readonly records: readonly RecordContent[] }
  | { readonly act: 'again' }
  | { readonly act: 'seek'; readonly anew: boolean; readonly offset: number };

/** What has to be seen of a partition before its work goes on. */
interface Open {
  readonly wait: 'position' | 'commit' | 'log';
  readonly sightings: number;
}

/**
 * Tells whether a batch follows on from what a partition has taken so far. kafkajs lets a member rejoin while fetches
 * of other brokers are still under way, and gives what they bring as if it were of the new generation: taken for
 * the next records, it would have others skipped or handled side by side with themselves.
 *
 * A batch that does not begin where it should is fetched again until it is to be believed: kafkajs has then really
 * moved, by a seek or to what is left of the log.
 */
export class Arrivals {
  private readonly open = new WeakMap<PartitionWork, Open>();
  private readonly seen = new WeakMap<PartitionWork, { readonly from: number; readonly times: number }>();

  /** A partition new to a consumer that has fetched before. */
  expectPosition(work: PartitionWork): void {
    this.open.set(work, { wait: 'position', sightings: SIGHTINGS });
  }

  /**
   * Its work goes on if the group's offset is still the one it left there; that is where the first fetch begins.
   *
   * @param isFirst whether the consumer is new, so that no fetch of it can have been overtaken.
   */
  expectCommit(work: PartitionWork, isFirst: boolean): void {
    this.open.set(work, { wait: 'commit', sightings: isFirst ? 1 : SIGHTINGS });
  }

  /** Its work goes on if the log still has its newest record; that is fetched first. */
  expectLog(work: PartitionWork): void {
    this.open.set(work, { wait: 'log', sightings: SIGHTINGS });
  }

  awaitsCommit(work: PartitionWork): boolean {
    return this.open.get(work)?.wait === 'commit';
  }

  /**
   * Whether what is done may be committed.
   *
   * @param isLast whether nothing will be fetched any more: who has kept the partition need not wait then.
   */
  mayCommit(work: PartitionWork, isLast: boolean): boolean {
    const wait = this.open.get(work)?.wait;
    return wait === undefined || (isLast && wait === 'log');
  }

  judge(work: PartitionWork, arrival: Arrival): Verdict {
    const { from, records } = arrival;
    const { nextOffset, newest } = work;
    const { wait, sightings } = this.open.get(work) ?? { wait: undefined, sightings: SIGHTINGS };
    if (wait === undefined && (nextOffset === undefined || from === nextOffset))
      return this.go(work, records);
    if (wait === 'log' && newest && from === newest.offset)
      return this.known(work, arrival, newest.timestamp);
    if (this.sight(work, from) < sightings) return { act: 'again' };
    if (wait === 'commit' && newest && work.isCommitted(from)) {
      this.expectLog(work);
      return { act: 'seek', anew: false, offset: newest.offset };
    }
    // Forward is what retention and seeks do: what is in memory is of the same log, and goes on.
    const isAhead = nextOffset !== undefined && from > nextOffset;
    const goesOn = nextOffset === undefined || (isAhead && (wait === undefined || wait === 'log'));
    return this.go(work, records, !goesOn);
  }

  /**
   * kafkajs went past records that are for nobody, up to `end`.
   *
   * @returns whether that can be relied on: an overtaken fetch may have brought it past others, too.
   */
  passed(work: PartitionWork, end: number): boolean {
    const wait = this.open.get(work)?.wait;
    if (wait === 'position') return false;
    if (wait !== 'commit' && (work.nextOffset === undefined || end > work.nextOffset)) work.pass(end);
    return true;
  }

  private known(work: PartitionWork, { from, records }: Arrival, timestamp: number): Verdict {
    const [first, ...rest] = records;
    // Compaction may have removed it, and nothing speaks against the log then.
    if (!first || first.offset !== from) return this.go(work, records);
    if (first.timestamp === timestamp) return this.go(work, rest);
    this.open.delete(work);
    return { act: 'seek', anew: true, offset: 0 };
  }

  private sight(work: PartitionWork, from: number): number {
    const before = this.seen.get(work);
    const times = before?.from === from ? before.times + 1 : 1;
    this.seen.set(work, { from, times });
    return times;
  }

  private go(work: PartitionWork, records: readonly RecordContent[], anew = false): Verdict {
    this.open.delete(work);
    this.seen.delete(work);
    return { act: 'take', anew, records };
  }
}
