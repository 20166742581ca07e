import { Contracts, logOffsets, logSizes, type Offsets } from '@app/kafka';
import { Injectable } from '@nestjs/common';
import type { TopicSummary } from '../api/topics.js';
import { Cluster } from '../cluster/cluster.js';
import { Rates } from '../cluster/rates.js';
import type { Sample } from '../cluster/sample.js';
import { Sampler } from '../cluster/sampler.js';

/** Sizes and first offsets change slowly, and asking for all of them is dear with many topics. */
const KEEP_MS = 5_000;

interface Extent {
  readonly at: number;
  readonly starts: ReadonlyMap<string, Offsets>;
  readonly sizes: ReadonlyMap<string, ReadonlyMap<number, number>>;
}

/** A line for each topic. */
@Injectable()
export class TopicList {
  private extent: Promise<Extent> | undefined;

  constructor(
    private readonly cluster: Cluster,
    private readonly sampler: Sampler,
    private readonly contracts: Contracts,
  ) {}

  async all(): Promise<TopicSummary[]> {
    const samples = await this.sampler.latest();
    const sample = samples.at(-1);
    if (!sample) return [];
    const extent = await this.extentOf(sample);
    const rates = new Rates(samples);
    return sample.state.topics
      .map(({ name, internal, partitions }) => ({
        name,
        internal,
        partitions: partitions.length,
        records: recordsOf(sample.ends.get(name), extent.starts.get(name)),
        bytes: [...(extent.sizes.get(name)?.values() ?? [])].reduce((sum, bytes) => sum + bytes, 0),
        contract: this.contracts.find(name) !== undefined,
        rate: rates.topic(name),
        underReplicated: partitions.filter(({ replicas, isr }) => isr.length < replicas.length).length,
      }))
      .toSorted((a, b) => a.name.localeCompare(b.name));
  }

  private async extentOf(sample: Sample): Promise<Extent> {
    const known = await this.extent?.catch(() => undefined);
    if (known && Date.now() - known.at < KEEP_MS) return known;
    this.extent = this.look(sample);
    return this.extent;
  }

  private async look({ state }: Sample): Promise<Extent> {
    const [starts, sizes] = await Promise.all([
      logOffsets(this.cluster.pool, state.topics, 'earliest'),
      logSizes(this.cluster.pool, state),
    ]);
    const isWhole = state.topics.every(
      ({ name, partitions }) => starts.get(name)?.size === partitions.length,
    );
    // What a broker that is away did not tell may be known the next moment, from another.
    return { at: isWhole ? Date.now() : 0, starts, sizes };
  }
}

/** Offsets between both ends; compaction and transactions leave some without a record. */
const recordsOf = (ends: Offsets | undefined, starts: Offsets | undefined): number =>
  [...(ends ?? [])].reduce((sum, [id, end]) => sum + Number(end - (starts?.get(id) ?? end)), 0);
