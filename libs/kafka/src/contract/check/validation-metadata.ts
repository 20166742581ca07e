import type { Type } from '@nestjs/common';
import { getMetadataStorage } from 'class-validator';

type Storage = ReturnType<typeof getMetadataStorage>;
export type Metadata = ReturnType<Storage['getTargetValidationMetadatas']>[number];
export type Constraint = ReturnType<Storage['getTargetValidatorConstraints']>[number];

/** The decorators of class-validator on each property of `dto`, inherited ones too: the list `validate` goes by. */
export function validationsOf(dto: Type): Map<string, Metadata[]> {
  const byProperty = new Map<string, Metadata[]>();
  for (const metadata of getMetadataStorage().getTargetValidationMetadatas(dto, '', false, false)) {
    const others = byProperty.get(metadata.propertyName);
    if (others) others.push(metadata);
    else byProperty.set(metadata.propertyName, [metadata]);
  }
  return byProperty;
}

/** The validators behind one decorator: one for most, none for `@IsOptional`, `@ValidateNested` and `@Allow`. */
export function constraintsOf(metadata: Metadata): Constraint[] {
  return getMetadataStorage().getTargetValidatorConstraints(metadata.constraintCls);
}
