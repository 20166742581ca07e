import type { Type } from '@nestjs/common';
import { Exclude, TransformationType } from 'class-transformer';
import { defaultMetadataStorage as storage } from 'class-transformer/cjs/storage.js';

class Probe {
  @Exclude() seen: unknown;
}

/**
 * False where the storage read here is not the one that decorators write to: a bundler that takes
 * class-transformer's ES modules for its decorators, and this CommonJS file beside them, makes two of it.
 */
export const seesTransformMetadata = storage.getExcludedMetadatas(Probe).length > 0;

/** What `@Type` says of a property; undefined where it stands without one. */
export function typeOf(dto: Type, property: string): ReturnType<typeof storage.findTypeMetadata> | undefined {
  return storage.findTypeMetadata(dto, property);
}

/** Whether `@Expose`, `@Exclude` or `@Transform` bears on what `plainToInstance` makes of these properties. */
export function isTransformed(dto: Type, properties: Iterable<string>): boolean {
  const byTransform = (property: string) =>
    storage.findTransformMetadatas(dto, property, TransformationType.PLAIN_TO_CLASS).length > 0;
  return (
    storage.getStrategy(dto) !== 'none' ||
    storage.getExposedMetadatas(dto).length > 0 ||
    storage.getExcludedMetadatas(dto).length > 0 ||
    [...properties].some(byTransform)
  );
}
