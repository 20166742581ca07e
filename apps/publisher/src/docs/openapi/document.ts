import { orderPlaced } from '@app/contracts';
import { type Contract, SchemaSet } from '@app/kafka';
import { answerSchemas } from './answer-schemas.js';
import { eventsPath } from './events-path.js';
import { ordersPath } from './orders-path.js';
import { otherPaths } from './other-paths.js';

export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: Readonly<Record<string, unknown>>;
  readonly servers: readonly object[];
  readonly paths: Readonly<Record<string, object>>;
  readonly security: readonly object[];
  readonly components: {
    readonly schemas: Readonly<Record<string, object>>;
    readonly securitySchemes: Readonly<Record<string, object>>;
  };
}

const securitySchemes = {
  bearer: { type: 'http', scheme: 'bearer', description: 'An API key, or a token of the identity provider.' },
  apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: 'An API key.' },
};

/**
 * What the publisher takes and answers, as OpenAPI 3.1; it follows from the contracts alone. Each topic has a path of
 * its own, for only then can the document say exactly what its bodies are.
 */
export function openApi(contracts: readonly Contract[]): OpenApiDocument {
  const set = new SchemaSet('#/components/schemas/', Object.keys(answerSchemas));
  const events = contracts.map((contract) => [
    `/topics/${contract.topic}/events`,
    eventsPath(contract, set.ref(contract.payload)),
  ]);
  const orders = ordersPath(orderPlaced, set.ref(orderPlaced.payload));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Publisher',
      version: '1.0.0',
      summary: 'Takes events in, and answers once every in-sync replica of Kafka has them.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    paths: { ...Object.fromEntries(events), '/orders': orders, ...otherPaths },
    // Whoever runs it decides whether it takes keys.
    security: [{}, { bearer: [] }, { apiKey: [] }],
    components: { schemas: { ...answerSchemas, ...set.schemas }, securitySchemes },
  };
}
