/** Width of a character of the monospaced font, as a share of its size; SVG text does not cut itself. */
const MONO = 0.602;
const SANS = 0.54;

export const fitMono = (text: string, width: number, size = 13): string =>
  fit(text, Math.floor(width / (MONO * size)));
export const fitSans = (text: string, width: number, size = 12): string =>
  fit(text, Math.floor(width / (SANS * size)));

const fit = (text: string, most: number): string =>
  text.length <= most ? text : `${text.slice(0, Math.max(1, most - 1))}…`;
