const ZERO = 0x30;
const NINE = 0x39;
const DASH = 0x2d;
const LOWER_CASE = 0x20;
const LETTER_A = 0x61;
const LETTER_F = 0x66;

/** How most times are written, by JSON.stringify among others: `9` stands for any digit. */
const TIMES = ['9999-99-99T99:99:99.999Z', '9999-99-99T99:99:99Z'];

/**
 * Whether this is surely a date and time of ISO 8601. Looked at character by character: the pattern that knows all of
 * that standard takes longer than to parse the record.
 */
export function isPlainTime(text: string): boolean {
  const form = TIMES[text.length === 24 ? 0 : 1] ?? '';
  if (text.length !== form.length) return false;
  for (let at = 0; at < form.length; at++) {
    const expected = form.charCodeAt(at);
    const code = text.charCodeAt(at);
    if (expected === NINE ? code < ZERO || code > NINE : code !== expected) return false;
  }
  return (
    isWithin(text, 5, 1, 12) &&
    isWithin(text, 8, 1, 31) &&
    isWithin(text, 11, 0, 23) &&
    isWithin(text, 14, 0, 59) &&
    isWithin(text, 17, 0, 59)
  );
}

function isWithin(text: string, at: number, least: number, most: number): boolean {
  const number = (text.charCodeAt(at) - ZERO) * 10 + text.charCodeAt(at + 1) - ZERO;
  return number >= least && number <= most;
}

/** Whether this is surely a UUID of version 1 to 8, https://www.rfc-editor.org/rfc/rfc9562. */
export function isPlainUuid(text: string): boolean {
  if (text.length !== 36) return false;
  for (let at = 0; at < 36; at++) {
    const code = text.charCodeAt(at);
    if (at === 8 || at === 13 || at === 18 || at === 23 ? code !== DASH : !isHexadecimal(code)) return false;
  }
  const version = text.charCodeAt(14) - ZERO;
  return version >= 1 && version <= 8 && '89abAB'.includes(text.charAt(19));
}

function isHexadecimal(code: number): boolean {
  if (code >= ZERO && code <= NINE) return true;
  const letter = code | LOWER_CASE;
  return letter >= LETTER_A && letter <= LETTER_F;
}
