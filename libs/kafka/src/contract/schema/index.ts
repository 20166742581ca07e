export { contractSchema } from './contract-schema.js';
export { type JsonSchema, type JsonType, typesOf } from './json-schema.js';
export { SchemaSet } from './schema-set.js';
export { textSchema } from './text-schema.js';
