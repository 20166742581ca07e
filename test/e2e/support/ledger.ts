import type { KafkaMessage } from 'kafkajs';
import { allOf } from './records.js';

/** What was acknowledged, to be compared with what is in the log. */
export class Ledger {
  private readonly acknowledged = new Map<string, { readonly partition: number; readonly offset: number }>();

  add(value: string, { partition, offset }: { partition: number; offset: number }): void {
    this.acknowledged.set(value, { partition, offset });
  }

  get size(): number {
    return this.acknowledged.size;
  }

  /** Values that are not in the log where their receipts say, and values that are there more than once. */
  async compare(brokers: readonly string[], topic: string): Promise<{ lost: string[]; doubled: string[] }> {
    const places = new Map<string, string[]>();
    for (const { partition, offset, value } of await allOf(brokers, topic)) {
      const text = textOf(value);
      places.set(text, [...(places.get(text) ?? []), `${partition}/${offset}`]);
    }
    const lost = [...this.acknowledged].filter(
      ([value, { partition, offset }]) => !places.get(value)?.includes(`${partition}/${offset}`),
    );
    const doubled = [...places].filter(([, all]) => all.length > 1);
    return { lost: lost.map(([value]) => value), doubled: doubled.map(([value]) => value) };
  }
}

const textOf = (value: KafkaMessage['value']): string => String(value);
