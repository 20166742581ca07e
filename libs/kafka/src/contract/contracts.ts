import { ConfigurationError, UnknownTopicError } from '../errors.js';
import type { Contract } from './contract.js';

/** Every contract an app knows, by topic. */
export class Contracts {
  private readonly byTopic: ReadonlyMap<string, Contract>;

  /** @throws ConfigurationError when two contracts name the same topic. */
  constructor(readonly all: readonly Contract[]) {
    this.byTopic = new Map(all.map((contract) => [contract.topic, contract]));
    const twice = all.filter((contract) => this.byTopic.get(contract.topic) !== contract);
    if (twice.length > 0) {
      throw new ConfigurationError(twice.map(({ topic }) => `two contracts name the topic ${topic}`));
    }
  }

  /** @throws UnknownTopicError */
  get(topic: string): Contract {
    const contract = this.find(topic);
    if (!contract) throw new UnknownTopicError(topic, [...this.byTopic.keys()]);
    return contract;
  }

  find(topic: string): Contract | undefined {
    return this.byTopic.get(topic);
  }
}
