import { describe, expect, it } from 'vitest';
import { ordersOf } from './order.js';

describe('ordersOf', () => {
  it.each([220, 2_000, 20_000])(
    'makes an order of each of a thousand customers, of about %i bytes',
    (bytes) => {
      const orders = ordersOf(bytes);
      expect(new Set(orders.map(({ key }) => key)).size).toBe(1_000);
      const lengths = new Set(orders.map(({ value }) => Buffer.byteLength(value)));
      expect([...lengths]).toEqual([expect.closeTo(bytes, -2)]);
    },
  );

  it('keys an order by its customer', () => {
    for (const { key, value } of ordersOf(220)) expect(JSON.parse(value)).toMatchObject({ customerId: key });
  });

  it('puts no line feed into JSON, as orders are handed on in lines', () => {
    for (const { value } of ordersOf(220)) expect(value).not.toContain('\n');
  });
});
