import { BrokersUnavailableError, Contracts } from '@app/kafka';
import { Injectable } from '@nestjs/common';
import type { Overview } from '../api/overview.js';
import { KnownBrokers } from '../cluster/known-brokers.js';
import type { Sample } from '../cluster/sample.js';
import { Sampler } from '../cluster/sampler.js';
import { Publishers } from './publishers.js';
import { toOverview } from './to-overview.js';

/** The picture of the whole, made of samples. */
@Injectable()
export class Overviews {
  private readonly brokers = new KnownBrokers();

  constructor(
    private readonly sampler: Sampler,
    private readonly publishers: Publishers,
    private readonly contracts: Contracts,
  ) {}

  /** @throws BrokersUnavailableError when nothing was ever seen. */
  async now(): Promise<Overview> {
    return this.of(await this.sampler.latest());
  }

  of(samples: readonly Sample[]): Overview {
    const sample = samples.at(-1);
    const parts = {
      samples,
      brokers: sample ? this.brokers.in(sample) : [],
      hasContract: (topic: string) => this.contracts.find(topic) !== undefined,
    };
    const overview = toOverview({ ...parts, publishers: [] });
    if (!overview || !sample) throw new BrokersUnavailableError('the Kafka brokers cannot be reached');
    return { ...overview, publishers: this.publishers.of(overview.topics, sample) };
  }
}
