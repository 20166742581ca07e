/** What the parent process says to a consumer. */
export const brokers = (process.env['BENCH_BROKERS'] ?? '').split(',');
export const groupId = process.env['BENCH_GROUP'] ?? '';
/** A text of its own to the compiler: for any string, Nest's types take no class for the payload. */
export const latencyTopic = (process.env['BENCH_TOPIC'] ?? '') as 'bench-latency';
