import type { Metric } from '@app/observability';
import type { OutboxRelay, OutboxStats } from '@app/outbox';

/** What waits is known to the one process that relays; the others have no value for it. */
export function outboxMetrics(relay: Pick<OutboxRelay, 'stats'>): readonly Metric[] {
  const one = (read: (stats: OutboxStats) => number | undefined) => () => {
    const value = read(relay.stats());
    return value === undefined ? [] : [{ labels: {}, value }];
  };
  return [
    {
      name: 'outbox_published_events_total',
      help: 'Events of the outbox that every in-sync replica was said to have.',
      type: 'counter',
      read: one(({ published }) => published),
    },
    {
      name: 'outbox_leads',
      help: 'Whether this process is the one that publishes from the outbox.',
      type: 'gauge',
      read: one(({ leads }) => Number(leads)),
    },
    {
      name: 'outbox_waiting_events',
      help: 'Events that wait to be published.',
      type: 'gauge',
      read: one(({ waiting }) => waiting?.waiting),
    },
    {
      name: 'outbox_refused_events',
      help: 'Events that the brokers refuse for good; they stay in the outbox.',
      type: 'gauge',
      read: one(({ waiting }) => waiting?.refused),
    },
    {
      name: 'outbox_oldest_event_age_seconds',
      help: 'For how long the oldest of those that wait has waited; 0 without any.',
      type: 'gauge',
      read: one(({ waiting }) => waiting && ageOf(waiting.oldest)),
    },
  ];
}

const ageOf = (oldest = Date.now()): number => Math.max(0, Date.now() - oldest) / 1_000;
