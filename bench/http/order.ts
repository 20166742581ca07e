import { CUSTOMERS, customerOf } from '../support/customers.js';

const ORDER_ID = '6a9d9ab3-9d60-4d3b-b8a9-5d9c5a1f3c11';
const ITEMS = [
  { sku: 'assam-first-flush-100g', quantity: 2 },
  { sku: 'darjeeling-second-flush-250g', quantity: 1 },
  { sku: 'tea-pot', quantity: 1 },
];

/** An event as a client sends it; by HTTP, only its value. */
interface Ready {
  readonly key: string;
  /** JSON. */
  readonly value: string;
}

/** An order of each customer, as `order-placed` takes it: of about so many bytes of JSON, all of as many. */
export function ordersOf(bytes: number): Ready[] {
  const items = [...ITEMS];
  const order = (n: number): Ready => {
    const key = customerOf(n);
    return { key, value: JSON.stringify({ orderId: ORDER_ID, customerId: key, items }) };
  };
  while (order(0).value.length < bytes - 30)
    items.push({ sku: `tea-of-garden-${items.length}`, quantity: 1 });
  return Array.from({ length: CUSTOMERS }, (_, n) => order(n));
}

/** The size that most are measured with. */
export const USUAL_BYTES = 220;
export const TOPIC = 'order-placed';
export const PATH = `/topics/${TOPIC}/events`;
