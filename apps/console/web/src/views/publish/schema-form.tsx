import type { ReactNode } from 'react';
import { resolve, typeOf } from '../../lib/schema.js';
import type { FormPart } from './form-part.js';
import { ListFields } from './list-fields.js';
import { LeafField } from './leaf-field.js';
import { ObjectFields } from './object-fields.js';

/** The fields for one part of a schema. */
export function SchemaForm(part: FormPart): ReactNode {
  const schema = resolve(part.schema, part.root);
  const own = { ...part, schema };
  switch (typeOf(schema)) {
    case 'object':
      return schema.properties ? <ObjectFields {...own} render={nested} /> : <LeafField {...own} />;
    case 'array':
      return <ListFields {...own} render={nested} />;
    default:
      return <LeafField {...own} />;
  }
}

const nested = (part: FormPart): ReactNode => <SchemaForm key={part.path} {...part} />;
