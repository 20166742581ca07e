import type { Type } from '@nestjs/common';
import { classSchema } from './class-schema.js';
import type { JsonSchema } from './json-schema.js';

/** Schemas of classes that refer to each other by name, each written once. */
export class SchemaSet {
  readonly schemas: Record<string, JsonSchema> = {};
  private readonly names = new Map<Type, string>();

  /**
   * @param prefix where the document keeps them, such as `#/$defs/`
   * @param taken names that are not to be given. Default: none.
   */
  constructor(
    private readonly prefix: string,
    private readonly taken: readonly string[] = [],
  ) {}

  /** A reference to the class, whose schema is then in `schemas` under a name of its own. */
  ref(dto: Type): JsonSchema {
    return { $ref: this.prefix + (this.names.get(dto) ?? this.add(dto)) };
  }

  private add(dto: Type): string {
    // A class without a name is told by its place alone.
    const base = dto.name || 'Event';
    let name = base;
    for (let count = 2; name in this.schemas || this.taken.includes(name); count++) name = `${base}${count}`;
    this.names.set(dto, name);
    // Its place is taken before the classes below it come, which may be itself.
    this.schemas[name] = {};
    this.schemas[name] = classSchema(dto, (nested) => this.ref(nested));
    return name;
  }
}
