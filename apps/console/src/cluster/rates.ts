import type { Offsets } from '@app/kafka';
import type { Sample } from './sample.js';

/** Records a second between the oldest and the newest sample. */
export class Rates {
  private readonly newest: Sample | undefined;
  private readonly oldest: Sample | undefined;
  private readonly seconds: number;

  constructor(samples: readonly Sample[]) {
    this.oldest = samples[0];
    this.newest = samples.at(-1);
    this.seconds = ((this.newest?.at ?? 0) - (this.oldest?.at ?? 0)) / 1_000;
  }

  /** Written to one partition. */
  partition(topic: string, id: number): number {
    return this.of(this.oldest?.ends.get(topic), this.newest?.ends.get(topic), id);
  }

  /** Written to all partitions. */
  topic(topic: string): number {
    const partitions = this.newest?.ends.get(topic)?.keys() ?? [];
    return sum([...partitions].map((id) => this.partition(topic, id)));
  }

  /** Committed by a group. */
  group(groupId: string, topic: string): number {
    const now = committed(this.newest, groupId, topic);
    const before = committed(this.oldest, groupId, topic);
    return sum([...(now?.keys() ?? [])].map((id) => this.of(before, now, id)));
  }

  /** Nothing is known of what was not there before; a topic that was made anew, or a group moved back, counts as 0. */
  private of(before: Offsets | undefined, now: Offsets | undefined, id: number): number {
    const from = before?.get(id);
    const to = now?.get(id);
    if (from === undefined || to === undefined || to <= from || this.seconds <= 0) return 0;
    return Number(to - from) / this.seconds;
  }
}

const committed = (sample: Sample | undefined, groupId: string, topic: string): Offsets | undefined =>
  sample?.groups.find(({ id }) => id === groupId)?.committed.get(topic);

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);
