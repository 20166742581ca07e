import type { Type } from '@nestjs/common';
import { classSchema } from './class-schema.js';
import type { JsonSchema } from './json-schema.js';

/** Schemas of classes that refer to each other by name, each written once. */
export class SchemaSet {
  readonly schemas: Record<string, JsonSchema> = {};
  private readonly names = new Map<Type, string>();

  /** @param prefix where the document keeps them, such as `#/$defs/` */
  constructor(private readonly prefix: string) {}

  /** A reference to the class, whose schema is then in `schemas` under a name of its own. */
  ref(dto: Type): JsonSchema {
    return { $ref: this.prefix + (this.names.get(dto) ?? this.add(dto)) };
  }

  private add(dto: Type): string {
    let name = dto.name;
    for (let count = 2; name in this.schemas; count++) name = `${dto.name}${count}`;
    this.names.set(dto, name);
    // Its place is taken before the classes below it come, which may be itself.
    this.schemas[name] = {};
    this.schemas[name] = classSchema(dto, (nested) => this.ref(nested));
    return name;
  }
}
