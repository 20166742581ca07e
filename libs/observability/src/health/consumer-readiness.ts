import type { KafkaStrategy, PartitionHealth } from '@app/kafka';
import type { ReadinessCheck } from './readiness.js';

export interface ConsumerReadinessOptions {
  /** Records of one partition that may be left to handle; more, and this process is not ready. Default: any number. */
  readonly maxLag?: number | undefined;
}

/**
 * Ready: a member of its group that makes progress, no topic of which stands, and not too far behind. A member without
 * a partition is ready too, since it takes over at once when another goes.
 */
export const consumerReadiness = (
  strategy: Pick<KafkaStrategy, 'problem' | 'health'>,
  { maxLag = Infinity }: ConsumerReadinessOptions = {},
): ReadinessCheck => ({
  name: 'consumer',
  problem: () => strategy.problem ?? behind(strategy.health().assignment, maxLag),
});

function behind(assignment: readonly PartitionHealth[], maxLag: number): string | undefined {
  const late = assignment.find(({ lag = 0 }) => lag > maxLag);
  return (
    late && `${late.topic}, partition ${late.partition} is ${late.lag} records behind, more than ${maxLag}`
  );
}
