import { useLive } from '../lib/live.js';

/** How many brokers are there, wherever one looks. */
export function ClusterStatus() {
  const { overview, connected } = useLive();
  const brokers = overview?.brokers ?? [];
  const online = brokers.filter((broker) => broker.online).length;
  const well = connected && online === brokers.length && online > 0;
  const text = !connected
    ? 'not connected'
    : overview
      ? `${online} of ${brokers.length} brokers`
      : 'no brokers';
  return (
    <p className="cluster-status" role="status">
      <span className={well ? 'dot dot-ok' : 'dot dot-bad'} aria-hidden="true" />
      {text}
    </p>
  );
}
