import type { JsonSchema } from '@api/json-schema';
import { resolve, rulesOf, typeOf } from '../../lib/schema.js';

interface Props {
  readonly schema: JsonSchema;
  readonly root: JsonSchema;
  readonly depth?: number;
}

const DEEPEST = 5;

/** The properties of an object, and of the objects in it. */
export function Properties({ schema, root, depth = 0 }: Props) {
  const own = resolve(schema, root);
  return (
    <ul className="properties">
      {Object.entries(own.properties ?? {}).map(([name, property]) => {
        const of = resolve(property, root);
        const inner = typeOf(of) === 'array' ? resolve(of.items ?? {}, root) : of;
        const type = typeOf(of) === 'array' ? `list of ${typeOf(inner)}s` : typeOf(of);
        return (
          <li key={name}>
            <p className="property">
              <span className="mono property-name">{name}</span>
              <span className="property-type">{type}</span>
              {own.required?.includes(name) ? (
                <span className="required">required</span>
              ) : (
                <span className="muted">optional</span>
              )}
              <span className="muted">{[of.description, ...rulesOf(of)].filter(Boolean).join(', ')}</span>
            </p>
            {inner.properties && depth < DEEPEST && (
              <Properties schema={inner} root={root} depth={depth + 1} />
            )}
          </li>
        );
      })}
    </ul>
  );
}
