import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { vi } from 'vitest';

/** Has a process stand still; resolves once none of its threads runs any more, where the system tells of them. */
export async function standStill(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  const threads = `/proc/${pid}/task`;
  if (!existsSync(threads)) return;
  await vi.waitFor(async () => {
    const states = await Promise.all(
      (await readdir(threads)).map((id) => stateOf(join(threads, id, 'stat'))),
    );
    if (states.some((state) => state !== 'T')) throw new Error(`process ${pid} goes on: ${states.join('')}`);
  });
}

/** The word behind the name, which is in brackets and may have any in it. */
const stateOf = async (file: string): Promise<string> =>
  /\) (\S)[^)]*$/.exec(await readFile(file, 'utf8'))?.[1] ?? '';
