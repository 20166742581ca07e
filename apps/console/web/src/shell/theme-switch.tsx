import { useState } from 'react';
import { applyTheme, keptTheme, type Theme } from '../lib/theme.js';

const NEXT: Readonly<Record<Theme, Theme>> = { system: 'light', light: 'dark', dark: 'system' };
const SIGN: Readonly<Record<Theme, string>> = { system: '◐', light: '☀', dark: '☾' };

export function ThemeSwitch() {
  const [theme, setTheme] = useState(keptTheme);
  const label = `Colours: ${theme}`;
  const change = (): void => {
    applyTheme(NEXT[theme]);
    setTheme(NEXT[theme]);
  };
  return (
    <button type="button" className="icon-button" aria-label={label} title={label} onClick={change}>
      <span aria-hidden="true">{SIGN[theme]}</span>
    </button>
  );
}
