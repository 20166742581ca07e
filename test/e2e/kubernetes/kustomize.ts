import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { tmpdir } from 'node:os';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { goProgram } from './go.js';

const KUSTOMIZE = 'sigs.k8s.io/kustomize/kustomize/v5@v5.7.1';
const folder = join(import.meta.dirname, '../../../deploy/kubernetes');
const run = promisify(execFile);

/** The resources of an overlay, as YAML. @param components of `deploy/kubernetes` that it is to have besides. */
export async function build(overlay: string, components: readonly string[] = []): Promise<string> {
  const kustomize = await goProgram(KUSTOMIZE);
  const own = await mkdtemp(join(tmpdir(), 'overlay-'));
  const from = (path: string): string => relative(own, join(folder, path));
  const kustomization = { resources: [from(`overlays/${overlay}`)], components: components.map(from) };
  try {
    await writeFile(join(own, 'kustomization.yaml'), JSON.stringify(kustomization));
    const { stdout } = await run(kustomize, ['build', own], { maxBuffer: 16 * 1024 * 1024 });
    return stdout;
  } finally {
    await rm(own, { recursive: true });
  }
}

interface Volume {
  readonly name: string;
  readonly secret?: { readonly secretName: string };
}
interface Mount {
  readonly name: string;
  readonly mountPath: string;
  readonly readOnly?: boolean;
  readonly subPath?: string;
}
interface Probe {
  readonly httpGet?: { readonly path: string };
}
export interface Container {
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly ports: readonly { readonly containerPort: number }[];
  readonly securityContext: object;
  readonly resources: { readonly limits: object };
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly volumeMounts: readonly Mount[];
}
export interface Resource<Spec = object> {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec: Spec;
}
export type Deployment = Resource<{
  readonly template: {
    readonly spec: {
      readonly containers: readonly [Container];
      readonly volumes: readonly Volume[];
      readonly securityContext: { readonly runAsNonRoot: boolean };
    };
  };
}>;

const resourcesOf = (text: string): Resource[] =>
  parseAllDocuments(text).map((document) => document.toJS() as Resource);

/** Those of a kind, by their names. */
export const ofKind = <T extends Resource>(text: string, kind: string): Record<string, T> =>
  Object.fromEntries(
    resourcesOf(text)
      .filter((resource) => resource.kind === kind)
      .map((resource) => [resource.metadata.name, resource as T]),
  );
