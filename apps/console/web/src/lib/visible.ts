/**
 * Makes characters visible that have no form of their own, or that change the order of those around them: control
 * characters but line breaks and tabs, and Unicode's format characters such as U+202E.
 */
export const visible = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Cf}]/gu, (character) =>
    character === '\n' || character === '\t' || character === '\r' ? character : picture(character),
  );

/** For one line: line breaks and tabs are shown as well. */
export const onOneLine = (text: string): string =>
  visible(text)
    .replaceAll(/\r\n|\n|\r/g, '↵')
    .replaceAll('\t', '⇥');

const CONTROL_PICTURES = 0x2400;

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(CONTROL_PICTURES + code);
  return `\\u{${code.toString(16)}}`;
}
