/** Strings, marks, and what else lies between spaces: RFC 8259, section 2. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g;
const NUMBER = /^-?\d/;

/** A number that JavaScript would round or write otherwise, such as 9007199254740993 or 1.10. */
export class ExactNumber {
  constructor(readonly text: string) {}
}

/** Deeper levels are not moved further in: what is nested 100,000 times would be mostly spaces. */
const DEEPEST = 40;

/** Begins strings that stand for such numbers while `JSON.parse` reads. */
const MARK = '\u0000number:';

/**
 * As `JSON.parse`, but numbers that it would change keep their text.
 *
 * @throws SyntaxError
 */
export function parseExact(text: string): unknown {
  const marked = text.replaceAll(TOKEN, (token) =>
    NUMBER.test(token) && String(Number(token)) !== token ? JSON.stringify(MARK + token) : token,
  );
  if (marked === text) return JSON.parse(text);
  JSON.parse(text);
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(MARK) ? new ExactNumber(value.slice(MARK.length)) : value,
  );
}

/**
 * The same JSON with line breaks, to the letter: numbers, escapes and repeated names stay as they were written.
 *
 * @throws SyntaxError
 */
export function indented(text: string): string {
  JSON.parse(text);
  const tokens = text.match(TOKEN) ?? [];
  let depth = 0;
  return tokens
    .map((token, index) => {
      if (token === ':') return ': ';
      const opens = '[{'.includes(token);
      const isEmpty = opens && ']}'.includes(tokens[index + 1] ?? '');
      const wasEmpty = ']}'.includes(token) && '[{'.includes(tokens[index - 1] ?? '');
      if (opens) depth += 1;
      else if (']}'.includes(token)) depth -= 1;
      const breaksBefore = ']}'.includes(token) && !wasEmpty;
      const breaksAfter = (opens && !isEmpty) || token === ',';
      const line = `\n${'  '.repeat(Math.min(depth, DEEPEST))}`;
      return `${breaksBefore ? line : ''}${token}${breaksAfter ? line : ''}`;
    })
    .join('');
}
