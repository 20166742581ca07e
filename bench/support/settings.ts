/** What the parent process says to a program that is measured. */
export const brokers = (process.env['KAFKA_BROKERS'] ?? '').split(',');
export const groupId = process.env['BENCH_GROUP'] ?? '';
/** A text of its own to the compiler: for any string, Nest's types take no class for the payload. */
export const topic = (process.env['BENCH_TOPIC'] ?? '') as 'bench-topic';
export const port = Number(process.env['PORT']);

/** Tells the parent that it may begin, as the publisher does. */
export const sayReady = (): void => void process.send?.({ kind: 'ready' });
