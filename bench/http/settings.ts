/** What the bench says to a server. */
export const port = Number(process.env['PORT']);
export const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');

/** Tells the bench that requests may come, as the publisher does. */
export const sayReady = (): void => void process.send?.({ kind: 'ready' });
