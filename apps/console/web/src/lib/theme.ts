export type Theme = 'system' | 'light' | 'dark';

const NAME = 'theme';

export function keptTheme(): Theme {
  const kept = localStorage.getItem(NAME);
  return kept === 'light' || kept === 'dark' ? kept : 'system';
}

/** The style sheet goes by the attribute, and without it by the system. */
export function applyTheme(theme: Theme): void {
  if (theme === 'system') localStorage.removeItem(NAME);
  else localStorage.setItem(NAME, theme);
  document.documentElement.dataset['theme'] = theme;
}
