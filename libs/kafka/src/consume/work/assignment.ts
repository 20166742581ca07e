import type { FetchedRecord } from '../fetched-record.js';
import type { PartitionWork } from './partition-work.js';

/** Topics and their partitions, as kafkajs names an assignment. */
export type MemberAssignment = Readonly<Record<string, readonly number[]>>;

export interface Join {
  readonly memberId: string;
  readonly memberAssignment: MemberAssignment;
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
   * Takes a new generation's assignment. Work goes on only where the same member keeps the partition: another
   * member id means that others may have had it in between.
   */
  take(
    { memberId, memberAssignment }: Join,
    reason: Error,
  ): { kept: PartitionWork[]; lost: PartitionWork[] } {
    const wanted = new Map(
      Object.entries(memberAssignment).flatMap(([topic, partitions]) =>
        partitions.map((partition) => [idOf(topic, partition), { topic, partition }] as const),
      ),
    );
    const stays = (id: string): boolean => memberId === this.memberId && wanted.has(id);
    const kept = [...this.works].filter(([id]) => stays(id)).map(([, work]) => work);
    const lost = [...this.works].filter(([id]) => !stays(id)).map(([, work]) => work);
    this.memberId = memberId;
    for (const work of lost) this.drop(work, reason);
    for (const [id, { topic, partition }] of wanted) {
      if (!this.works.has(id)) this.works.set(id, this.create(topic, partition));
    }
    return { kept, lost };
  }

  /** Begins anew with a partition, at whatever position comes next. */
  restart(work: PartitionWork, reason: Error): PartitionWork {
    this.drop(work, reason);
    const fresh = this.create(work.topic, work.partition);
    this.works.set(idOf(work.topic, work.partition), fresh);
    return fresh;
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
