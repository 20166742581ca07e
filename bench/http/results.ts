import { figures } from '../record/goals.js';
import type { Row, Table } from '../record/result.js';
import type { ServerLoad } from './load/load.js';
import { nameOf, type Variation } from './variation.js';

export const RATE = 'req/s';
export const P50 = 'p50 ms';
export const P99 = 'p99 ms';
export const CPU = 'us CPU an event';
const COLUMNS = [
  { name: RATE, digits: 0 },
  { name: P50, digits: 2 },
  { name: P99, digits: 1 },
  { name: CPU, digits: 0 },
  { name: 'RSS MiB', digits: 0 },
];

/** A load a round, of each server in each variation. */
export class Results {
  readonly sends: number[] = [];
  private readonly loads = new Map<Variation, Map<string, ServerLoad[]>>();

  add(variation: Variation, name: string, under: ServerLoad): void {
    const servers = this.loads.get(variation) ?? new Map<string, ServerLoad[]>();
    this.loads.set(variation, servers.set(name, [...(servers.get(name) ?? []), under]));
  }

  /** The median of kafkajs' `send` without HTTP, one at a time. */
  addSend(p50: number): void {
    this.sends.push(p50);
  }

  of(variation: Variation): Table {
    const rows: Row[] = [...(this.loads.get(variation) ?? [])].map(([name, rounds]) => ({
      name,
      figures: figures(
        rounds,
        ({ perSecond }) => perSecond,
        ({ p50 }) => p50,
        ({ p99 }) => p99,
        ({ cpuMicroseconds }) => cpuMicroseconds,
        ({ rssMiB }) => rssMiB,
      ),
    }));
    return { title: nameOf(variation), columns: COLUMNS, rows };
  }
}
