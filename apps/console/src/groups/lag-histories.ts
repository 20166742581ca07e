import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import type { LagHistory } from '../api/groups.js';
import { lagOf, type Sample } from '../cluster/sample.js';
import { Sampler } from '../cluster/sampler.js';

/** Ten minutes, with a point every 5 s. */
const POINTS = 120;
const EVERY_MS = 4_500;

interface Point {
  readonly at: number;
  /** Lag by `<topic>/<partition>` by group. */
  readonly groups: ReadonlyMap<string, ReadonlyMap<string, number>>;
}

/** Remembers the lag of the last minutes. */
@Injectable()
export class LagHistories implements OnModuleDestroy {
  private points: Point[] = [];
  private readonly stop: () => void;

  constructor(sampler: Sampler) {
    this.stop = sampler.onSample((samples) => this.add(samples.at(-1)));
  }

  onModuleDestroy(): void {
    this.stop();
  }

  of(group: string): LagHistory {
    const points = this.points.filter(({ groups }) => groups.has(group));
    const names = new Set(points.flatMap(({ groups }) => [...(groups.get(group)?.keys() ?? [])]));
    const series = [...names].map((name) => {
      const slash = name.lastIndexOf('/');
      return {
        topic: name.slice(0, slash),
        partition: Number(name.slice(slash + 1)),
        lag: points.map(({ groups }) => groups.get(group)?.get(name) ?? null),
      };
    });
    const byPlace = (a: (typeof series)[number], b: (typeof series)[number]) =>
      a.topic.localeCompare(b.topic) || a.partition - b.partition;
    return { at: points.map(({ at }) => at), series: series.toSorted(byPlace) };
  }

  private add(sample: Sample | undefined): void {
    if (!sample || sample.problem || sample.at - (this.points.at(-1)?.at ?? 0) < EVERY_MS) return;
    const groups = new Map(sample.groups.map((group) => [group.id, lagsOf(sample, group)]));
    this.points = [...this.points, { at: sample.at, groups }].slice(-POINTS);
  }
}

const lagsOf = (sample: Sample, { committed }: Sample['groups'][number]): Map<string, number> =>
  new Map(
    [...committed].flatMap(([topic, offsets]) =>
      [...offsets].flatMap(([partition, next]) => {
        const lag = lagOf(sample, topic, partition, next);
        return lag === undefined ? [] : [[`${topic}/${partition}`, lag] as const];
      }),
    ),
  );
