/** Not accepted here, which does not say that it is invalid. */
export const REFUSED: unique symbol = Symbol('refused');

/** Makes of a plain value what class-transformer would; strict: refuses properties that the class does not have. */
export type Build = (plain: unknown, strict: boolean) => unknown;

/** A copy of the array with each item built; holes and undefined are left to class-transformer's own ways. */
export function buildArray(plain: readonly unknown[], item: Build, strict: boolean): unknown {
  if (Object.getPrototypeOf(plain) !== Array.prototype) return REFUSED;
  const items: unknown[] = [];
  for (let index = 0; index < plain.length; index++) {
    const value = plain[index];
    const built = value === undefined ? REFUSED : item(value, strict);
    if (built === REFUSED) return REFUSED;
    items.push(built);
  }
  return items;
}

/** A value without a `@Type`, as it is; class-transformer copies objects, by rules not worth repeating here. */
export const buildUntyped: Build = (plain) => (typeof plain === 'object' && plain !== null ? REFUSED : plain);

export const refuse: Build = () => REFUSED;
