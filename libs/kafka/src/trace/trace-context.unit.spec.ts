import { expect, it } from 'vitest';
import { traceContext, traceIdOf } from './trace-context.js';

const ID = '4bf92f3577b34da6a3ce929d0e0e4736';
const PARENT = '00f067aa0ba902b7';

it('reads a trace context', () => {
  const trace = traceContext(`00-${ID}-${PARENT}-01`, 'vendor=1');
  expect(trace).toEqual({ traceparent: `00-${ID}-${PARENT}-01`, tracestate: 'vendor=1' });
  expect(trace && traceIdOf(trace)).toBe(ID);
});

it('reads one of a later version, whatever more it has', () => {
  expect(traceContext(`cc-${ID}-${PARENT}-01-more`, undefined)).toBeDefined();
});

it.each([
  undefined,
  '',
  'x',
  `00-${ID}-${PARENT}`,
  `00-${ID}-${PARENT}-01-more`,
  `ff-${ID}-${PARENT}-01`,
  `00-${'0'.repeat(32)}-${PARENT}-01`,
  `00-${ID}-${'0'.repeat(16)}-01`,
  `00-${ID.toUpperCase()}-${PARENT}-01`,
])('takes %j for none', (traceparent) => {
  expect(traceContext(traceparent, 'vendor=1')).toBeUndefined();
});

it('passes on no state that is longer than it has to be', () => {
  expect(traceContext(`00-${ID}-${PARENT}-01`, 'a'.repeat(513))).not.toHaveProperty('tracestate');
});
