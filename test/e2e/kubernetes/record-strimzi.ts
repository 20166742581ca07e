import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { customResource, schemaFile } from './custom-resource.js';

/**
 * Writes down the schemas of Strimzi's resources that are used here, from the files of a release that is unpacked:
 *
 *     node --import tsx test/e2e/kubernetes/record-strimzi.ts strimzi-1.2.0
 *
 * Its definitions come in no package, as those of KEDA and of the Prometheus operator do, so they are kept in the
 * folder `strimzi`, without descriptions and without what the operator itself writes into `status`.
 */
const [release = ''] = process.argv.slice(2);
const DEFINITIONS = ['040-Crd-kafka', '043-Crd-kafkatopic', '044-Crd-kafkauser', '045-Crd-kafkanodepool'];

for (const name of DEFINITIONS) {
  const path = `install/cluster-operator/${name}.yaml`;
  const { schema, ...kind } = customResource(readFileSync(join(release, path), 'utf8'));
  const { properties, ...rest } = schema as { readonly properties: Readonly<Record<string, object>> };
  const { status: _, ...own } = properties;
  const $comment = `Made by record-strimzi.ts from github.com/strimzi/strimzi-kafka-operator, ${release}, ${path}; Apache-2.0`;
  const text = JSON.stringify({ $comment, ...rest, properties: own });
  writeFileSync(join(import.meta.dirname, 'strimzi', schemaFile(kind)), `${text}\n`);
}
