import { browse, firstHeader, type Offsets } from '@app/kafka';
import { Injectable } from '@nestjs/common';
import type { OverviewPublisher, OverviewTopic } from '../api/overview.js';
import { Cluster } from '../cluster/cluster.js';
import type { Sample } from '../cluster/sample.js';

/** Who wrote these records does not say so in CloudEvents' `source`. */
const OTHERS = 'other clients';
const LOOK_AT = 20;
const LOOK_EVERY_MS = 5_000;
const MOST_TOPICS = 12;

interface Seen {
  readonly end: bigint;
  readonly sources: readonly string[];
}

/** Kafka knows no producers by name, so the latest records of a topic are asked who wrote them. */
@Injectable()
export class Publishers {
  private readonly seen = new Map<string, Seen>();
  private lookedAt = 0;
  private looking = false;

  constructor(private readonly cluster: Cluster) {}

  /** What is known so far; looks again in the background when topics have grown. */
  of(topics: readonly Pick<OverviewTopic, 'name'>[], { ends }: Pick<Sample, 'ends'>): OverviewPublisher[] {
    const names = topics.slice(0, MOST_TOPICS).map(({ name }) => name);
    void this.look(names, ends);
    const sources = new Map<string, string[]>();
    for (const name of names) {
      for (const source of this.seen.get(name)?.sources ?? []) {
        sources.set(source, [...(sources.get(source) ?? []), name]);
      }
    }
    return [...sources]
      .map(([name, written]) => ({ name, topics: written }))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }

  private async look(names: readonly string[], ends: Sample['ends']): Promise<void> {
    if (this.looking || Date.now() - this.lookedAt < LOOK_EVERY_MS) return;
    this.looking = true;
    try {
      for (const name of names) await this.lookAt(name, ends.get(name) ?? new Map());
    } catch {
      // The brokers are away, which the overview tells; the next look is 5 s later.
    } finally {
      this.looking = false;
      this.lookedAt = Date.now();
    }
  }

  private async lookAt(topic: string, from: Offsets): Promise<void> {
    const end = [...from.values()].reduce((sum, each) => sum + each, 0n);
    if (this.seen.get(topic)?.end === end) return;
    const { items } = await browse(this.cluster.pool, topic, {
      direction: 'older',
      from,
      limit: LOOK_AT,
      view: ({ headers }) => firstHeader(headers, 'ce_source')?.toString().slice(0, 100) ?? OTHERS,
    });
    this.seen.set(topic, { end, sources: [...new Set(items.map(({ view }) => view))] });
  }
}
