export const INK = '#1f2933';
const FAINT = '#d5dbe1';
export const OWN = '#c2410c';
export const OTHERS = '#64748b';
export const COLOURS = [OWN, '#0369a1', '#15803d', '#7e22ce'] as const;

const escaped = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

type Attributes = Readonly<Record<string, string | number>>;

/** One element; its attributes and text are escaped, what is inside it is elements. */
export function element(name: string, attributes: Attributes, inside = ''): string {
  const all = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return `<${name}${all.join('')}>${inside}</${name}>`;
}

export const text = (x: number, y: number, words: string, attributes: Attributes = {}): string =>
  element('text', { x: round(x), y: round(y), fill: INK, ...attributes }, escaped(words));

export const line = (x1: number, y1: number, x2: number, y2: number, attributes: Attributes = {}): string =>
  element('line', {
    x1: round(x1),
    y1: round(y1),
    x2: round(x2),
    y2: round(y2),
    stroke: FAINT,
    ...attributes,
  });

export const round = (value: number): number => Math.round(value * 10) / 10;

/** A picture with a light background, whatever is around it, and a title that is read out too. */
export function picture(width: number, height: number, title: string, inside: readonly string[]): string {
  const opening = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="13">`;
  const parts = [
    `<title>${escaped(title)}</title>`,
    element('rect', { width, height, fill: '#ffffff' }),
    text(16, 26, title, { 'font-size': 16, 'font-weight': 600 }),
    ...inside,
  ];
  return `${opening}\n${parts.join('\n')}\n</svg>\n`;
}

/** 950, 12.2k, 1.5M. */
export function short(value: number): string {
  if (value >= 1e6) return `${round(value / 1e6)}M`;
  if (value >= 10_000) return `${value >= 1e5 ? Math.round(value / 1e3) : round(value / 1e3)}k`;
  if (value >= 100) return Math.round(value).toLocaleString('en');
  return String(Number(value.toPrecision(2)));
}
