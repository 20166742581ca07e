import { parse } from 'yaml';
import { strict } from './strict.js';

interface Definition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly storage: boolean;
      readonly schema: { readonly openAPIV3Schema: object };
    }[];
  };
}

/** A kind, as a resource's `apiVersion` and `kind` say it. */
export interface Kind {
  /** Empty for Kubernetes' first kinds, such as `Service`. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** The kind that a CustomResourceDefinition defines, and the JSON schema of its resources. */
export function customResource(definition: string): Kind & { readonly schema: object } {
  const { spec } = parse(definition) as Definition;
  const stored = spec.versions.find(({ storage }) => storage);
  if (!stored) throw new Error(`${spec.names.kind} has no version that is stored`);
  const schema = strict(stored.schema.openAPIV3Schema, {}) as object;
  return { group: spec.group, version: stored.name, kind: spec.names.kind, schema };
}

/** Where kubeconform looks for a kind's schema, by a template of its own: the first kinds are of the group `v1` there. */
export const SCHEMA_FILE = '{{.Group}}_{{.ResourceAPIVersion}}_{{.ResourceKind}}.json';
export const schemaFile = ({ group, version, kind }: Kind): string =>
  `${group || version}_${version}_${kind.toLowerCase()}.json`;
