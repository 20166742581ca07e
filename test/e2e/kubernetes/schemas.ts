import { copyFile, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { customResource, type Kind, schemaFile } from './custom-resource.js';
import { goModule } from './go.js';
import { strict } from './strict.js';

const KUBERNETES = 'k8s.io/kubernetes@v1.34.4';
/** Kinds, by the version of Kubernetes' API they are of, each of which has a file of its OpenAPI document. */
const KINDS = [
  { group: '', version: 'v1', kinds: ['Namespace', 'Service', 'ConfigMap', 'PersistentVolumeClaim'] },
  { group: 'apps', version: 'v1', kinds: ['Deployment'] },
  { group: 'policy', version: 'v1', kinds: ['PodDisruptionBudget'] },
  { group: 'networking.k8s.io', version: 'v1', kinds: ['NetworkPolicy'] },
] as const;

const KEDA = 'github.com/kedacore/keda/v2@v2.17.2';
const PROMETHEUS = 'github.com/prometheus-operator/prometheus-operator@v0.85.0';
const RESOURCES = [
  [KEDA, 'config/crd/bases/keda.sh_scaledobjects.yaml'],
  [KEDA, 'config/crd/bases/keda.sh_triggerauthentications.yaml'],
  [PROMETHEUS, 'example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml'],
  [PROMETHEUS, 'example/prometheus-operator-crd/monitoring.coreos.com_prometheusrules.yaml'],
] as const;

interface OpenApi {
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}

/** Those of Strimzi, which no package has: `record-strimzi.ts` writes them down. */
const STRIMZI = join(import.meta.dirname, 'strimzi');

/** Writes a JSON schema of each kind, by the name of `schemaFile`, that knows no property beyond it; returns their folder. */
export async function writeSchemas(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kubernetes-schemas-'));
  const write = (kind: Kind, schema: unknown) =>
    writeFile(join(folder, schemaFile(kind)), JSON.stringify(schema));

  const kubernetes = join(await goModule(KUBERNETES), 'api/openapi-spec/v3');
  for (const { group, version, kinds } of KINDS) {
    const path = group === '' ? `api__${version}` : `apis__${group}__${version}`;
    const text = await readFile(join(kubernetes, `${path}_openapi.json`), 'utf8');
    const { schemas } = (JSON.parse(text) as OpenApi).components;
    for (const kind of kinds) {
      const name = Object.keys(schemas).find((each) => each.endsWith(`.${version}.${kind}`)) ?? '';
      await write({ group, version, kind }, strict(schemas[name], schemas));
    }
  }
  for (const [module, path] of RESOURCES) {
    const { schema, ...kind } = customResource(await readFile(join(await goModule(module), path), 'utf8'));
    await write(kind, schema);
  }
  for (const name of await readdir(STRIMZI)) await copyFile(join(STRIMZI, name), join(folder, name));
  return folder;
}
