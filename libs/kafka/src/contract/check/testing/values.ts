import * as fc from 'fast-check';

export const oneOf = (...values: readonly unknown[]): fc.Arbitrary<unknown> => fc.constantFrom(...values);

/** Surrogates, alone and in pairs, and variation selectors: what class-validator counts in its own way. */
const unit = fc.constantFrom('a', ' ', 'é', '\uFE0F', '\uFE0E', '\uD83D', '\uDE00', '😀', '😀\uFE0F');

export const text = fc.oneof(
  fc.string({ unit, maxLength: 6 }),
  fc.string({ unit: fc.constantFrom('a', '😀', '😀\uFE0F'), maxLength: 4 }),
  fc.string({ unit: 'binary', maxLength: 8 }),
  oneOf('', ' ', 'S', 'abc', '0', 'true'),
);

export const number = fc.oneof(
  fc.integer({ min: -12, max: 12 }),
  fc.double(),
  fc.integer({ min: -40, max: 40 }).map((eighths) => eighths / 8),
  fc
    .tuple(fc.maxSafeInteger(), fc.integer({ min: 0, max: 9 }))
    .map(([whole, places]) => whole / 10 ** places),
  fc.tuple(fc.integer(), fc.nat(7)).map(([whole, places]) => Number(`${whole}e-${places}`)),
  oneOf(0, -0, Number.NaN, Infinity, -Infinity, 0.1 + 0.2, 1.005, 1e-7, 1e21, 2 ** 53, '3', 3n),
);

/** One place of a text changed, left out or doubled. */
const oneChanged = (given: string, by: string): fc.Arbitrary<string> =>
  fc
    .tuple(fc.nat(given.length), fc.constantFrom('', ...Array.from(by)), fc.nat(1))
    .map(([at, other, length]) => given.slice(0, at) + other + given.slice(at + length));

export const date = fc.oneof(
  fc.date({ noInvalidDate: true }).map((day) => day.toISOString()),
  fc.date({ noInvalidDate: true }).chain((day) => oneChanged(day.toISOString(), ' :.,+-TtZz019X\n')),
  fc
    .date({ noInvalidDate: true })
    .chain((day) => oneChanged(`${day.toISOString().slice(0, 19)}Z`, ':-TZ23456')),
  fc.stringMatching(/^20[0-9]{2}-?[0-3][0-9]-?[0-4][0-9]([Tt ][0-2][0-9]:?[0-6][0-9](:60)?[Zz]?)?$/),
  oneOf('2026-02-30', '2026-02-29T00:00:00Z', '2026-11-22T23:59:60Z', '2026-W01-1', '20261122', '2026-13-01'),
);

export const email = fc.oneof(
  fc.emailAddress(),
  oneOf('a@b', 'a@b.c', '"a b"@c.de', 'a@xn--80ak6aa92e.com', 'ä@ö.de', 'A <a@b.de>'),
);

export const url = fc.oneof(
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  oneOf(
    'http://localhost',
    'example.com',
    '//example.com',
    'http://[::1]/',
    'mailto:a@b.de',
    'http://a.b:99999',
  ),
);

export const uuid = fc.oneof(
  fc.uuid(),
  fc.uuid().chain((id) => oneChanged(id, '-0189AaFfGgZ \n:@`/')),
  oneOf('urn:uuid:8f14e45f-ceea-467f-a0e6-7f2a3c1d9b10', '00000000-0000-0000-0000-000000000000'),
);

export const array = fc.array(fc.oneof(text, number, oneOf(null, undefined, true)), { maxLength: 5 });

const plenty = fc.anything({
  maxDepth: 3,
  withBigInt: true,
  withBoxedValues: true,
  withDate: true,
  withMap: true,
  withNullPrototype: true,
  withObjectString: true,
  withSet: true,
  withSparseArray: true,
  withTypedArray: true,
});

/** Far more than JSON: what a publisher may hand over in process. */
export const anything = fc.oneof(
  { arbitrary: plenty, weight: 9 },
  oneOf(Symbol('s'), () => 1),
);

/** What is left out, where class-transformer can copy it: it throws at the rest, though it is not asked for. */
export const junk = fc.jsonValue().filter((value) => !JSON.stringify(value).includes('"constructor"'));
