/** What one program did between warm-up and end. */
export interface Measured {
  readonly records: number;
  readonly seconds: number;
  /** Of the process, all threads. */
  readonly cpuSeconds: number;
  /** Largest resident memory since the start of the process. */
  readonly rssMiB: number;
}

export const rateOf = ({ records, seconds }: Measured): number => records / seconds;
export const cpuOf = ({ records, cpuSeconds }: Measured): number => (cpuSeconds * 1e6) / records;

/** What such a program is told. */
export const meterEnvironment = (limits: {
  readonly records: number;
  readonly seconds: number;
  readonly warmUpRecords: number;
  readonly warmUpSeconds: number;
}): NodeJS.ProcessEnv => ({
  BENCH_RECORDS: String(limits.records),
  BENCH_SECONDS: String(limits.seconds),
  BENCH_WARM_UP_RECORDS: String(limits.warmUpRecords),
  BENCH_WARM_UP_SECONDS: String(limits.warmUpSeconds),
});
