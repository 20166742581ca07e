import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCHEMA_FILE } from './kubernetes/custom-resource.js';
import { goIsPresent, goProgram } from './kubernetes/go.js';
import { build } from './kubernetes/kustomize.js';
import { writeSchemas } from './kubernetes/schemas.js';

const KUBECONFORM = 'github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0';

const run = promisify(execFile);

// The tools are built and the schemas are fetched once.
describe.skipIf(!goIsPresent)('deploy/kubernetes', { timeout: 600_000 }, () => {
  let kubeconform: string;
  let schemas: string;
  beforeAll(async () => {
    kubeconform = await goProgram(KUBECONFORM);
    schemas = await writeSchemas();
  }, 600_000);
  afterAll(() => rm(schemas, { recursive: true, force: true }));

  /** What is wrong with resources; empty when all keep their schemas. */
  async function problemsOf(text: string): Promise<string> {
    await mkdir(join(schemas, 'built'), { recursive: true });
    const file = join(schemas, 'built', 'resources.yaml');
    await writeFile(file, text);
    const location = join(schemas, SCHEMA_FILE);
    const checked = run(kubeconform, ['-summary', '-schema-location', location, file]);
    const { stdout } = await checked.catch((error: unknown) => error as { readonly stdout: string });
    return /Invalid: 0, Errors: 0, Skipped: 0/.test(stdout) ? '' : stdout || 'nothing was checked';
  }

  it.each([
    ['dev', []],
    ['prod', []],
    ['prod', ['console-acts']],
  ])('of %s with %j keeps the schemas of Kubernetes, Strimzi, KEDA and Prometheus', async (...parts) => {
    expect(await problemsOf(await build(...parts))).toBe('');
  });

  it.each([
    ['a property that is none', 'readOnlyRootFilesystem: true', 'readOnlyRootFileSystem: true'],
    ['a wrong type', 'maxUnavailable: 0', 'maxUnavailable: []'],
    ['a version that is none', 'kafka.strimzi.io/v1', 'kafka.strimzi.io/v1beta2'],
    ['a property of Kafka that is none', 'entityOperator:', 'entityOperators:'],
    ['a property of a node pool that is none', 'kraftMetadata: shared', 'kraftMetaData: shared'],
    ['a property of a topic that is none', 'topicName:', 'name:'],
    ['a right that is none', '- Write', '- Wright'],
    ['a trigger without its kind', 'type: kafka', 'typ: kafka'],
    ['a property of a monitor that is none', 'endpoints:', 'endPoints:'],
    ['a property of a rule that is none', '- alert:', '- alarm:'],
  ])('would not with %s', async (_, right, wrong) => {
    const text = await build('prod');
    expect(text).toContain(right);
    expect(await problemsOf(text.replace(right, wrong))).toMatch(/is invalid|could not find schema/);
  });
});
