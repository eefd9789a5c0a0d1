import { COLOURS } from '../../diagram/style.ts';

const LIGHT = `
  color-scheme: light;
  --ink: #1b1f24; --paper: #fff; --muted: #59636e; --line: #d1d9e0; --control: #818b98; --accent: #0a5ad0;
  --raised: #f3f5f7; --failed: #c01c28; --passed: #1a7f37; --blocked: #8a5c00;${diagram(0)}`;
const DARK = `
  color-scheme: dark;
  --ink: #e6edf3; --paper: #0d1117; --muted: #9198a1; --line: #30363d; --control: #6e7681; --accent: #58a6ff;
  --raised: #1a2029; --failed: #ff7b72; --passed: #3fb950; --blocked: #d29922;${diagram(1)}`;

/** The colours of drawings follow the page: its reader may have chosen others than the system has. */
function diagram(mode: 0 | 1): string {
  const colours = Object.entries(COLOURS).map(([name, both]) => `--${name}: ${both[mode]};`);
  return `\n  ${colours.join(' ')}\n`;
}

/** What all pages have in common: colours for light and dark, and text. */
export const PAGE_STYLE = `
:root {${LIGHT}}
/* Paper is light, whatever was chosen for the screen. */
@media screen and (prefers-color-scheme: dark) { :root:not([data-theme=light]) {${DARK}} }
@media screen { :root[data-theme=dark] {${DARK}} }
* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 1rem; max-width: 82rem; overflow-wrap: anywhere;
  color: var(--ink); background: var(--paper);
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', 'Noto Sans CJK SC', 'Microsoft YaHei', sans-serif;
}
a { color: var(--accent); }
code, pre { font-family: ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.visually-hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.theme {
  min-height: 2.2rem; padding: .25rem .75rem; font: inherit; font-size: .9rem;
  color: var(--ink); background: var(--paper); border: 1px solid var(--control); border-radius: .375rem; cursor: pointer;
}
.theme[aria-pressed=true] { color: var(--paper); background: var(--ink); }
`;
