/// <reference lib="dom" />

/** Lets the reader choose between light and dark; what was chosen is remembered where that is allowed. */
export function themeButton(button: HTMLButtonElement | null): void {
  const root = document.documentElement;
  const key = 'pbft-lab-theme';
  const system = matchMedia('(prefers-color-scheme: dark)');
  const isDark = (): boolean =>
    root.dataset.theme === undefined ? system.matches : root.dataset.theme === 'dark';
  const show = (): void => button?.setAttribute('aria-pressed', String(isDark()));
  try {
    const chosen = localStorage.getItem(key);
    if (chosen === 'dark' || chosen === 'light') root.dataset.theme = chosen;
  } catch {} // a page from a file may not be allowed to remember
  system.addEventListener('change', show);
  button?.addEventListener('click', () => {
    root.dataset.theme = isDark() ? 'light' : 'dark';
    show();
    try {
      localStorage.setItem(key, root.dataset.theme);
    } catch {}
  });
  show();
}
