/** What the parent process says to a consumer. */
export const brokers = (process.env['BENCH_BROKERS'] ?? '').split(',');
export const groupId = process.env['BENCH_GROUP'] ?? '';
