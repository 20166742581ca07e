import { expect, it } from 'vitest';
import { runTool } from './run-tool.js';

it('gives what a tool prints', async () => {
  expect(await runTool('echo', ['all', 'well'])).toBe('all well\n');
});

it('says in one line that there is no such tool', async () => {
  await expect(runTool('no-such-tool', [])).rejects.toThrow(/^there is no no-such-tool$/);
});

it('passes on why one failed, and with which code', async () => {
  await expect(runTool('sh', ['-c', 'echo why >&2; exit 3'])).rejects.toMatchObject({
    code: 3,
    message: expect.stringContaining('why'),
  });
});

it('looks where administrators have theirs', async () => {
  expect(await runTool('sh', ['-c', 'echo $PATH'])).toMatch(/:\/usr\/sbin:\/sbin\n$/);
});
