export type Properties = Readonly<Record<string, string>>;

/** A Java properties file is Latin-1 and knows backslash escapes: all else is written as `\uXXXX`. */
const escape = (value: string): string =>
  value
    .replaceAll('\\', '\\\\')
    .replaceAll('\n', String.raw`\n`)
    .replaceAll(
      /[^\u0020-\u007e]/g,
      (unit) => String.raw`\u` + unit.charCodeAt(0).toString(16).padStart(4, '0'),
    );

export const renderProperties = (properties: Properties): string =>
  Object.entries(properties)
    .map(([key, value]) => `${key}=${escape(value)}\n`)
    .join('');
