import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { goModule } from './go.js';
import { strict } from './strict.js';
import { STRIMZI } from './strimzi.js';

const KUBERNETES = 'k8s.io/kubernetes@v1.34.4';
/** A file of Kubernetes' OpenAPI documents, and the kinds that are taken from it. */
const KINDS = {
  api__v1: ['Namespace', 'Service', 'ConfigMap'],
  apis__apps__v1: ['Deployment'],
  apis__policy__v1: ['PodDisruptionBudget'],
  'apis__networking.k8s.io__v1': ['NetworkPolicy'],
} as const;

const KEDA = 'github.com/kedacore/keda/v2@v2.17.2';
const PROMETHEUS = 'github.com/prometheus-operator/prometheus-operator@v0.85.0';
const RESOURCES = [
  [KEDA, 'config/crd/bases/keda.sh_scaledobjects.yaml'],
  [KEDA, 'config/crd/bases/keda.sh_triggerauthentications.yaml'],
  [PROMETHEUS, 'example/prometheus-operator-crd/monitoring.coreos.com_servicemonitors.yaml'],
] as const;

interface OpenApi {
  readonly components: { readonly schemas: Readonly<Record<string, object>> };
}
interface CustomResource {
  readonly spec: {
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: object } }[];
  };
}

/** Writes a JSON schema of each kind, `<kind>.json`, that knows no property beyond it; returns their folder. */
export async function writeSchemas(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'kubernetes-schemas-'));
  const write = (kind: string, schema: object) =>
    writeFile(join(folder, `${kind.toLowerCase()}.json`), JSON.stringify(schema));

  const kubernetes = join(await goModule(KUBERNETES), 'api/openapi-spec/v3');
  for (const [file, kinds] of Object.entries(KINDS)) {
    const text = await readFile(join(kubernetes, `${file}_openapi.json`), 'utf8');
    const { schemas } = (JSON.parse(text) as OpenApi).components;
    for (const kind of kinds) {
      const name = Object.keys(schemas).find((each) => each.endsWith(`.v1.${kind}`)) ?? '';
      await write(kind, strict(schemas[name], schemas) as object);
    }
  }
  for (const [module, path] of RESOURCES) {
    const { spec } = parse(await readFile(join(await goModule(module), path), 'utf8')) as CustomResource;
    await write(spec.names.kind, strict(spec.versions[0]?.schema.openAPIV3Schema, {}) as object);
  }
  for (const [kind, schema] of Object.entries(STRIMZI)) await write(kind, schema);
  return folder;
}
