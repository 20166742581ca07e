import type { IHeaders } from 'kafkajs';

/** Values of a header in the order of the record; kafkajs makes an array only of several. */
export function headerValues(headers: Readonly<IHeaders>, name: string): Buffer[] {
  // Own properties only: a header may be called `constructor`.
  const value = Object.hasOwn(headers, name) ? headers[name] : undefined;
  // Typed as never null, but a header's value may be, and kafkajs then gives null.
  return [value].flat().flatMap((each) => (each === undefined || each === null ? [] : [Buffer.from(each)]));
}

export const firstHeader = (headers: Readonly<IHeaders>, name: string): Buffer | undefined =>
  headerValues(headers, name)[0];

/** As `Headers.lastHeader` of the Java client. */
export const lastHeader = (headers: Readonly<IHeaders>, name: string): Buffer | undefined =>
  headerValues(headers, name).at(-1);

/** kafkajs 2.2.4 cannot write a header without a value (it measures null): an empty one takes its place. */
export function writableHeaders(headers: Readonly<IHeaders>): IHeaders {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.map((each) => each ?? EMPTY) : (value ?? EMPTY),
    ]),
  );
}

const EMPTY = Buffer.alloc(0);
