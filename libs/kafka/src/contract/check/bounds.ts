/** Levels of arrays and objects in one another; class-transformer recurses, and is out of stack before 2,000. */
const MAX_DEPTH = 100;

/**
 * A quarter of a second at the worst, where 1 MiB of JSON can take the two libraries 6 s.
 * It is reached by 11,000 objects in an array, by 100,000 other items, or by 5,000 properties of one object.
 */
const MAX_WORK = 25_000_000;
const WORK_PER_CONTAINER = 2_000;
const WORK_PER_ITEM = 250;

/**
 * Why class-transformer must not be given this payload; undefined if it may. Version 0.5.1 compares each property
 * name of an object with each other one, and where an object below the top has an object called `constructor`,
 * keeps that for ever (`MetadataStorage.getAncestors`).
 */
export function outOfBounds(plain: object): string | undefined {
  let work = 0;
  let level: object[] = [plain];
  for (let depth = 1; level.length > 0; depth++) {
    if (depth > MAX_DEPTH) return `the event is nested deeper than ${MAX_DEPTH} levels`;
    const below: object[] = [];
    for (const container of level) {
      const values: unknown[] = Array.isArray(container) ? container : valuesOf(container);
      work += WORK_PER_CONTAINER;
      work += values === container ? values.length * WORK_PER_ITEM : values.length ** 2;
      if (work > MAX_WORK) return 'the event has too many objects, properties or items';
      if (depth > 1 && namesConstructor(container)) return 'the event has an object called constructor';
      for (const value of values) if (isContainer(value)) below.push(value);
    }
    level = below;
  }
  return undefined;
}

function valuesOf(container: object): unknown[] {
  return ArrayBuffer.isView(container) ? [] : Object.values(container);
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function namesConstructor(container: object): boolean {
  return Object.hasOwn(container, 'constructor') && isContainer(container.constructor);
}
