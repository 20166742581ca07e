import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '@app/kafka';
import { Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { Cluster } from './cluster.js';
import { type Sample, takeSample } from './sample.js';

const WATCHED_MS = 1_000;
/** Often enough for the lag of the last minutes to be there when somebody looks. */
const UNWATCHED_MS = 5_000;
/** A large cluster is looked at less often: a sample costs at most this share of the time. */
const LONGEST_SHARE = 0.2;
/** Enough to smooth rates, which are counted from the oldest of them. */
const KEPT = 4;

type Listener = (samples: readonly Sample[]) => void;

/** Looks at the cluster every second while somebody watches, else every 5 s. */
@Injectable()
export class Sampler implements OnApplicationBootstrap, OnModuleDestroy {
  private samples: Sample[] = [];
  private readonly listeners = new Set<Listener>();
  private readonly stopping = new AbortController();
  private pause = new AbortController();
  private watchers = 0;
  private first: Promise<void> | undefined;
  private taking: Promise<Sample> | undefined;

  constructor(private readonly cluster: Cluster) {}

  onApplicationBootstrap(): void {
    void this.loop();
  }

  onModuleDestroy(): void {
    this.stopping.abort();
    this.pause.abort();
  }

  /** The latest samples, the newest last; at least one. @throws BrokersUnavailableError when there is none yet. */
  async latest(): Promise<readonly Sample[]> {
    if (this.samples.length === 0) await (this.first ??= this.look().finally(() => (this.first = undefined)));
    return this.samples;
  }

  /** A sample taken now, for who waits for a change. */
  async fresh(): Promise<Sample> {
    return (this.taking ??= takeSample(this.cluster.pool).finally(() => (this.taking = undefined)));
  }

  /** @returns what ends it. */
  onSample(listener: Listener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Somebody looks: samples come every second until the returned function is called. */
  watch(): () => void {
    this.watchers += 1;
    this.pause.abort();
    return () => void (this.watchers -= 1);
  }

  private async loop(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const started = performance.now();
      await this.look().catch((error: unknown) => this.stale(error));
      const took = performance.now() - started;
      for (const listener of this.listeners) if (this.samples.length > 0) listener(this.samples);
      this.pause = new AbortController();
      const wait = Math.max(
        (this.watchers > 0 ? WATCHED_MS : UNWATCHED_MS) - took,
        took / LONGEST_SHARE - took,
      );
      // A pause that begins while the app stops would keep it.
      if (this.stopping.signal.aborted) return;
      await delay(wait, undefined, { signal: this.pause.signal }).catch(() => undefined);
    }
  }

  private async look(): Promise<void> {
    const sample = await takeSample(this.cluster.pool);
    this.samples = [...this.samples.filter(({ problem }) => !problem), sample].slice(-KEPT);
  }

  private stale(error: unknown): void {
    const last = this.samples.at(-1);
    if (!last) return;
    const silent = last.state.brokers.map(({ id }) => id);
    this.samples = [{ ...last, at: Date.now(), silent, problem: messageOf(error) }];
  }
}
