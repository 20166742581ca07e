/** The event that all are sent: 220 bytes of JSON, as `order-placed` takes it. */
export const order = JSON.stringify({
  orderId: '6a9d9ab3-9d60-4d3b-b8a9-5d9c5a1f3c11',
  customerId: 'customer-4711',
  items: [
    { sku: 'assam-first-flush-100g', quantity: 2 },
    { sku: 'darjeeling-second-flush-250g', quantity: 1 },
    { sku: 'tea-pot', quantity: 1 },
  ],
});
export const TOPIC = 'order-placed';
export const PATH = `/topics/${TOPIC}/events`;
