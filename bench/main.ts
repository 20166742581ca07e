import { fileURLToPath } from 'node:url';

/** What can be measured: `npm run bench -- <part> [its options]`. */
const parts: Readonly<Record<string, () => Promise<{ run(options: readonly string[]): Promise<void> }>>> = {
  consume: () => import('./consume/consume.js'),
  http: () => import('./http/http.js'),
  produce: () => import('./produce/produce.js'),
};

const [name = '', ...options] = process.argv.slice(2);
const load = parts[name];
if (load) {
  process.chdir(fileURLToPath(new URL('..', import.meta.url)));
  const { run } = await load();
  await run(options);
} else {
  process.stderr.write(`npm run bench -- ${Object.keys(parts).join(' | ')}\n`);
  process.exitCode = 1;
}
