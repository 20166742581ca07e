import type { Kafka } from 'kafkajs';
import { within } from './within.js';

/** kafkajs asks a broker that says nothing for a minute; the next attempt begins with another. */
const ATTEMPT_WITHIN_MS = 20_000;

/**
 * The configured brokers of a client, the one to begin with first. Each admin client, consumer and producer of kafkajs
 * begins at the beginning, and stays there with a broker that takes its connection and says nothing: who tries again
 * has to begin elsewhere, or one such broker would keep it from all others.
 */
class Seeds {
  private turn = 0;

  constructor(private readonly brokers: readonly string[]) {}

  readonly inTurn = (): string[] => [...this.brokers.slice(this.turn), ...this.brokers.slice(0, this.turn)];

  at(index: number): string | undefined {
    return this.brokers[index % this.brokers.length];
  }

  next(): void {
    this.turn = (this.turn + 1) % this.brokers.length;
  }
}

const seedsOf = new WeakMap<Kafka, Seeds>();

/** Makes a client whose brokers `nextSeed` turns. */
export function withSeeds(brokers: readonly string[], make: (inTurn: () => string[]) => Kafka): Kafka {
  const seeds = new Seeds(brokers);
  const kafka = make(seeds.inTurn);
  seedsOf.set(kafka, seeds);
  return kafka;
}

/** One after the other of the configured brokers, whichever is in turn. */
export function seedAt(
  kafka: Kafka,
  index: number,
): { readonly host: string; readonly port: number } | undefined {
  const [host, port] = seedsOf.get(kafka)?.at(index)?.split(':') ?? [];
  return host === undefined ? undefined : { host, port: Number(port) };
}

/** Has connections to come begin with the next of the configured brokers. */
export const nextSeed = (kafka: Kafka): void => seedsOf.get(kafka)?.next();

/** Makes an attempt that begins with the next of the configured brokers. @throws Error also where it takes 20 s. */
export function attemptElsewhere<T>(kafka: Kafka, attempt: () => Promise<T>): Promise<T> {
  nextSeed(kafka);
  return within(ATTEMPT_WITHIN_MS, attempt());
}
