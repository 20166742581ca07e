import type { BrokerNode } from '@app/kafka';
import type { Sample } from './sample.js';

interface Known {
  readonly node: BrokerNode;
  readonly seenAt: number;
}

/** A broker that is away and keeps no replica is forgotten after this time. */
const FORGET_MS = 5 * 60_000;

/** Remembers brokers beyond the moment at which the cluster drops them. */
export class KnownBrokers {
  private readonly known = new Map<number, Known>();

  /** Every broker there is, or should be: those registered, and those that are named as replicas. */
  in({ state, at, silent }: Sample): readonly (BrokerNode & { readonly online: boolean })[] {
    const registered = new Set(state.brokers.map(({ id }) => id));
    for (const node of state.brokers) this.known.set(node.id, { node, seenAt: at });
    const named = new Set(
      state.topics.flatMap(({ partitions }) => partitions.flatMap(({ replicas }) => replicas)),
    );
    for (const [id, { seenAt }] of this.known) {
      if (!registered.has(id) && !named.has(id) && at - seenAt > FORGET_MS) this.known.delete(id);
    }
    const ids = [...new Set([...this.known.keys(), ...named])].toSorted((a, b) => a - b);
    return ids.map((id) => ({
      ...(this.known.get(id)?.node ?? { id, host: '', port: 0 }),
      online: registered.has(id) && !silent.includes(id),
    }));
  }
}
