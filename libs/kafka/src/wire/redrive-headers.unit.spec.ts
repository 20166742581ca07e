import { describe, expect, it } from 'vitest';
import { int32, int64 } from './binary.js';
import { redriveHeaders } from './redrive-headers.js';

describe('a dead letter on its way back', () => {
  it.each(['kafka_dlt-', 'kafka_'])(
    'keeps its origin and leaves its failure behind, named %s...',
    (prefix) => {
      const origin = {
        [`${prefix}original-topic`]: Buffer.from('orders'),
        [`${prefix}original-partition`]: int32(3),
        [`${prefix}original-offset`]: int64(7n),
        [`${prefix}original-consumer-group`]: Buffer.from('billing'),
      };
      const failure = {
        [`${prefix}exception-fqcn`]: Buffer.from('TypeError'),
        [`${prefix}exception-cause-fqcn`]: Buffer.from('Error'),
        [`${prefix}exception-message`]: Buffer.from('no'),
        [`${prefix}exception-stacktrace`]: Buffer.from('at x'),
        'retry_topic-attempts': int32(4),
      };
      const other = { ce_id: Buffer.from('1') };
      expect(redriveHeaders({ ...origin, ...failure, ...other }, 'orders-dlt/3/0')).toEqual({
        ...origin,
        ...other,
        'redrive-from': 'orders-dlt/3/0',
        'redrive-group': 'billing',
      });
    },
  );
});
