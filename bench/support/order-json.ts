import { randomUUID } from 'node:crypto';

const ITEM = { sku: 'AB-1234-blue-xl-cotton-shirt-mens', quantity: 2 };
const BYTES_AN_ITEM = JSON.stringify(ITEM).length + 1;
const BYTES_OF_ONE = 220;

/** An order of about so many bytes of JSON, 220 at least. */
export const orderFor = (customerId: string, bytes = BYTES_OF_ONE) => ({
  orderId: randomUUID(),
  customerId,
  total: 129.95,
  placedAt: '2026-11-22T19:00:00.000Z',
  items: Array.from({ length: 1 + Math.round((bytes - BYTES_OF_ONE) / BYTES_AN_ITEM) }, () => ITEM),
});
