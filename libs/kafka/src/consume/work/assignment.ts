import type { FetchedRecord } from '../fetched-record.js';
import type { PartitionWork } from './partition-work.js';

/** Topics and their partitions, as kafkajs names an assignment. */
export type MemberAssignment = Readonly<Record<string, readonly number[]>>;

export interface Join {
  readonly memberId: string;
  readonly memberAssignment: MemberAssignment;
}

/** What became of partitions in a new generation. */
export interface Taken {
  readonly isSame: boolean;
  readonly kept: readonly PartitionWork[];
  readonly lost: readonly PartitionWork[];
  readonly fresh: readonly PartitionWork[];
}

/** The partitions that this member of the group has just now. */
export class Assignment {
  private readonly works = new Map<string, PartitionWork>();
  private memberId: string | undefined;

  constructor(private readonly create: (topic: string, partition: number) => PartitionWork) {}

  get all(): readonly PartitionWork[] {
    return [...this.works.values()];
  }

  *running(): Iterable<FetchedRecord> {
    for (const { running } of this.works.values()) yield* running;
  }

  find(topic: string, partition: number): PartitionWork | undefined {
    return this.works.get(idOf(topic, partition));
  }

  /**
   * Takes a new generation's assignment. What is under way goes on where the partition stays; under another member
   * id others may have had it in between, and only what has records in memory is worth to find that out.
   *
   * @returns `isSame` when the member id is the same as before.
   */
  take({ memberId, memberAssignment }: Join, reason: Error): Taken {
    const wanted = new Map(
      Object.entries(memberAssignment).flatMap(([topic, partitions]) =>
        partitions.map((partition) => [idOf(topic, partition), { topic, partition }] as const),
      ),
    );
    const isSame = memberId === this.memberId;
    const stays = (id: string, { load }: PartitionWork): boolean =>
      wanted.has(id) && (isSame || load.records > 0);
    const kept = [...this.works].filter(([id, work]) => stays(id, work)).map(([, work]) => work);
    const lost = [...this.works].filter(([id, work]) => !stays(id, work)).map(([, work]) => work);
    this.memberId = memberId;
    for (const work of lost) this.drop(work, reason);
    const fresh: PartitionWork[] = [];
    for (const [id, { topic, partition }] of wanted) {
      if (this.works.has(id)) continue;
      const work = this.create(topic, partition);
      this.works.set(id, work);
      fresh.push(work);
    }
    return { isSame, kept, lost, fresh };
  }

  /** Begins anew with a partition, at whatever position comes next. */
  restart(work: PartitionWork, reason: Error): PartitionWork {
    this.drop(work, reason);
    const fresh = this.create(work.topic, work.partition);
    this.works.set(idOf(work.topic, work.partition), fresh);
    return fresh;
  }

  /** The membership is over: whatever comes next is another one. */
  endMembership(): void {
    this.memberId = undefined;
  }

  /** Gives up everything. */
  clear(reason: Error): void {
    for (const work of this.all) this.drop(work, reason);
    this.memberId = undefined;
  }

  private drop(work: PartitionWork, reason: Error): void {
    this.works.delete(idOf(work.topic, work.partition));
    work.abandon(reason);
  }
}

const idOf = (topic: string, partition: number): string => `${partition}/${topic}`;
