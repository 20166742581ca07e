/** Events a second. */
export const rate = Number(process.env['BENCH_RATE']);
