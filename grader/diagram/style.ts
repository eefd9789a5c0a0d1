/**
 * Colours and strokes. A page may set the properties (`--stage-0` … `--stage-4`, `--diagram-text` and so
 * on); else the drawing follows the light or dark mode of its reader. Text has a contrast of 4.5:1 at
 * least, strokes 3:1. The hues are those of Okabe and Ito, made darker or lighter: they can be told
 * apart by people who are colour-blind.
 */

/** Each property with its fallbacks, light and dark. */
export const COLOURS: Readonly<Record<string, readonly [light: string, dark: string]>> = {
  'diagram-back': ['#ffffff', '#16191d'],
  'diagram-tint': ['#f1f3f5', '#242a31'],
  'diagram-text': ['#1f2328', '#e6e9ec'],
  'diagram-muted': ['#59636e', '#a3adb8'],
  'diagram-lane': ['#7e8791', '#6f7a86'],
  'diagram-made': ['#7a838c', '#8b959f'],
  'diagram-bad': ['#c1121f', '#ff7b72'],
  'stage-0': ['#24292f', '#e6e9ec'],
  'stage-1': ['#0067a8', '#56b4e9'],
  'stage-2': ['#007a59', '#2fc79a'],
  'stage-3': ['#b34d00', '#f0903c'],
  'stage-4': ['#a33d78', '#e08fbd'],
};

const STAGES = [0, 1, 2, 3, 4] as const;

/** The rules of a drawing. They name its class, so that they touch nothing else on a page. */
export function styleOf(): string {
  const all = '.message-diagram';
  const colours = (mode: 0 | 1): string =>
    Object.entries(COLOURS)
      .map(([name, both]) => `--d-${name}:var(--${name},${both[mode]})`)
      .join(';');
  const stages = STAGES.map((stage) => `${all} .stage-${stage}{--own:var(--d-stage-${stage})}`);
  return [
    `${all}{${colours(0)};--own:var(--d-diagram-muted);font-family:system-ui,-apple-system,"Segoe UI","Noto Sans","Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;font-size:12px}`,
    `@media (prefers-color-scheme:dark){${all}{${colours(1)}}}`,
    ...stages,
    `${all} text{fill:var(--d-diagram-text)}`,
    `${all} .back{fill:var(--d-diagram-back)}`,
    `${all} .tint{fill:var(--d-diagram-tint)}`,
    `${all} .muted{fill:var(--d-diagram-muted)}`,
    `${all} .title{font-size:15px;font-weight:600}`,
    `${all} .small{font-size:11px}`,
    `${all} .role{font-size:10px}`,
    `${all} .strong{font-weight:600}`,
    `${all} .centre{text-anchor:middle}`,
    `${all} .end{text-anchor:end}`,
    // Letters stay legible where lines cross them.
    `${all} .label{fill:var(--own);font-size:11px;font-weight:600;paint-order:stroke;stroke:var(--d-diagram-back);stroke-width:3px;stroke-linejoin:round}`,
    `${all} .life{stroke:var(--d-diagram-lane);stroke-width:1.5;fill:none}`,
    `${all} .life.gone{stroke-dasharray:1.5 6}`,
    `${all} .life.frozen{stroke-width:7;stroke-dasharray:2 3}`,
    `${all} .box{fill:var(--d-diagram-back);stroke:var(--d-diagram-lane);stroke-width:1.5}`,
    `${all} .box.played,${all} .box.silent,${all} .box.other{stroke-dasharray:4 3}`,
    `${all} .box.leader{stroke:var(--d-diagram-text);stroke-width:2.5}`,
    `${all} .line{stroke:var(--own);stroke-width:1.5;fill:none}`,
    `${all} .many .line{stroke-width:3.5}`,
    `${all} .made .line{stroke:var(--d-diagram-made)}`,
    `${all} .held .line{stroke-dasharray:9 5}`,
    `${all} .delayed .line{stroke-dasharray:2 4}`,
    `${all} .refused .line,${all} .uncounted .line{stroke-dasharray:5 2 1 2}`,
    `${all} .head{fill:var(--own);stroke:var(--own);stroke-width:1;stroke-linejoin:round}`,
    `${all} .refused .head,${all} .uncounted .head{fill:var(--d-diagram-back)}`,
    `${all} .sign{fill:var(--d-diagram-back);stroke:var(--own);stroke-width:1.8}`,
    `${all} .sign.bad{stroke:var(--d-diagram-bad)}`,
    `${all} .step{fill:var(--own);stroke:var(--d-diagram-back);stroke-width:1.5}`,
    `${all} .pill{fill:var(--d-diagram-text);stroke:var(--d-diagram-back);stroke-width:1.5}`,
    `${all} .seq{fill:var(--d-diagram-back);font-weight:700;font-size:11px;text-anchor:middle}`,
    `${all} .wrong text,${all} text.wrong{fill:var(--d-diagram-bad);font-weight:600}`,
    `${all} .caption{paint-order:stroke;stroke:var(--d-diagram-tint);stroke-width:4px;stroke-linejoin:round}`,
    `${all} .wrong .rule{stroke:var(--d-diagram-bad)}`,
    `${all} .rule{stroke:var(--d-diagram-lane);stroke-width:3}`,
    `${all} .ring{fill:none;stroke:var(--d-diagram-bad);stroke-width:2.5}`,
    `${all} .across{stroke:var(--d-diagram-bad);stroke-width:1;stroke-dasharray:3 3}`,
  ].join('\n');
}
