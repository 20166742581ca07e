const BASE = {
  orderId: '6a9d9ab3-9d60-4d3b-b8a9-5d9c5a1f3c11',
  customerId: 'customer-4711',
  items: [
    { sku: 'assam-first-flush-100g', quantity: 2 },
    { sku: 'darjeeling-second-flush-250g', quantity: 1 },
    { sku: 'tea-pot', quantity: 1 },
  ],
};

/** An event as `order-placed` takes it, of at least 220 bytes of JSON and of about so many. */
export function orderOf(bytes: number): string {
  const items = [...BASE.items];
  const json = (): string => JSON.stringify({ ...BASE, items });
  while (json().length < bytes - 30) items.push({ sku: `tea-of-garden-${items.length}`, quantity: 1 });
  return json();
}

/** The event that most are sent. */
export const order = orderOf(220);
export const TOPIC = 'order-placed';
export const PATH = `/topics/${TOPIC}/events`;
