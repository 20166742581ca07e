export const TOPIC = 'bench-orders';
