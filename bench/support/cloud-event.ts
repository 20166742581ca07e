import { randomUUID } from 'node:crypto';

/** The headers of an event, with an id of its own. */
export const cloudEvent = () => ({
  ce_specversion: '1.0',
  ce_id: randomUUID(),
  ce_source: '/bench',
  ce_type: 'bench.order.v1',
  'content-type': 'application/json',
});
