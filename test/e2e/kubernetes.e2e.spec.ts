import { execFile } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { environment } from '@app/config';
import { parseAllDocuments } from 'yaml';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SCHEMA_FILE } from './kubernetes/custom-resource.js';
import { goIsPresent, goProgram } from './kubernetes/go.js';
import { writeSchemas } from './kubernetes/schemas.js';

const KUSTOMIZE = 'sigs.k8s.io/kustomize/kustomize/v5@v5.7.1';
const KUBECONFORM = 'github.com/yannh/kubeconform/cmd/kubeconform@v0.7.0';

const overlays = join(import.meta.dirname, '../../deploy/kubernetes/overlays');
const run = promisify(execFile);

interface Container {
  readonly env: readonly { readonly name: string }[];
  readonly securityContext: { readonly readOnlyRootFilesystem: boolean };
  readonly resources: { readonly limits: object };
  readonly readinessProbe: object;
}
interface Resource {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly Container[];
        readonly securityContext: { readonly runAsNonRoot: boolean };
      };
    };
  };
}

// The tools are built and the schemas are fetched once.
describe.skipIf(!goIsPresent)('deploy/kubernetes', { timeout: 600_000 }, () => {
  let kustomize: string;
  let kubeconform: string;
  let schemas: string;
  beforeAll(async () => {
    kustomize = await goProgram(KUSTOMIZE);
    kubeconform = await goProgram(KUBECONFORM);
    schemas = await writeSchemas();
  }, 600_000);
  afterAll(() => rm(schemas, { recursive: true, force: true }));

  const build = async (overlay: string): Promise<string> =>
    (await run(kustomize, ['build', join(overlays, overlay)], { maxBuffer: 16 * 1024 * 1024 })).stdout;

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

  const resourcesOf = (text: string): Resource[] =>
    parseAllDocuments(text).map((document) => document.toJS() as Resource);

  it.each(['dev', 'prod'])(
    'of %s keeps the schemas of Kubernetes, Strimzi, KEDA and Prometheus',
    async (overlay) => {
      expect(await problemsOf(await build(overlay))).toBe('');
    },
  );

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

  it.each(['dev', 'prod'])(
    'of %s runs every app without root, on a file system it cannot write',
    async (overlay) => {
      const apps = resourcesOf(await build(overlay)).filter(({ kind }) => kind === 'Deployment');
      expect(apps.map(({ metadata }) => metadata.name).toSorted()).toEqual([
        'console',
        'publisher',
        'subscriber',
      ]);
      for (const { spec } of apps) {
        expect(spec.template.spec.securityContext.runAsNonRoot).toBe(true);
        for (const container of spec.template.spec.containers) {
          expect(container.securityContext).toMatchObject({
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          });
          expect(container.resources.limits).toHaveProperty('memory');
          expect(container.readinessProbe).toBeDefined();
        }
      }
    },
  );

  it('sets variables that there are', async () => {
    const resources = resourcesOf(await build('prod'));
    const apps = resources.filter(({ kind }) => kind === 'Deployment');
    const own = apps.flatMap(({ spec }) =>
      spec.template.spec.containers.flatMap(({ env }) => env.map(({ name }) => name)),
    );
    const shared = resources.flatMap(({ data = {} }) => Object.keys(data));
    const known = Object.keys(environment.shape);
    const isKnown = (name: string): boolean =>
      known.includes(name) || known.includes(name.replace(/_FILE$/, ''));
    expect([...own, ...shared].filter((name) => !isKnown(name))).toEqual([]);
  });
});
