import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

/** What a process has used so far; not known outside Linux. */
export interface Usage {
  readonly cpuSeconds: number;
  readonly rssMiB: number;
}

const TICKS_A_SECOND = 100;

export async function usageOf(pid: number): Promise<Usage> {
  try {
    const [stat, status] = await Promise.all([
      readFile(`/proc/${pid}/stat`, 'utf8'),
      readFile(`/proc/${pid}/status`, 'utf8'),
    ]);
    // The name of the program comes second, in brackets, and may hold blanks; see proc_pid_stat(5).
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = Number(fields[11]) + Number(fields[12]);
    const [, kiB] = /VmRSS:\s+(\d+)/.exec(status) ?? [];
    return { cpuSeconds: ticks / TICKS_A_SECOND, rssMiB: Number(kiB) / 1_024 };
  } catch {
    return { cpuSeconds: Number.NaN, rssMiB: Number.NaN };
  }
}

/**
 * The most memory a process, this one if none is named, has had, in MiB; NaN outside Linux. `process.resourceUsage().maxRSS` will not do: a child
 * has that of its parent until its own is more, as Linux carries it through execve, while VmHWM begins anew.
 */
export function mostRssMiB(pid: number | 'self' = 'self'): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;
  } catch {
    return Number.NaN;
  }
}
