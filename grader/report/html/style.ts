/** How the report of a student looks, beside what all pages have in common. */
export const REPORT_STYLE = `
.kicker { display: flex; justify-content: space-between; align-items: center; margin: 0; color: var(--muted); }
h1 { margin: .25rem 0; }
.score { margin: 0; font-size: 1.25rem; font-variant-numeric: tabular-nums; }
.score strong { font-size: 3rem; line-height: 1.1; }
header meter { width: min(100%, 30rem); height: 1rem; }
.facts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: .5rem 0 1rem; font-size: .9rem; }
.facts div { display: flex; gap: .5rem; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; }
.small { color: var(--muted); font-size: .85rem; }
.problem { border-inline-start: .25rem solid var(--failed); padding-inline-start: 1rem; }
.problem pre { padding: .5rem; overflow: auto; background: var(--raised); }
.points { color: var(--muted); font-variant-numeric: tabular-nums; white-space: nowrap; }
.groups { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 16rem), 1fr)); gap: .5rem 1.5rem; margin: 0 0 1rem; padding: 0; list-style: none; font-size: .9rem; }
.groups li { display: grid; grid-template-columns: minmax(0, 1fr) auto; column-gap: .75rem; align-content: space-between; }
.groups meter { grid-column: 1 / -1; width: 100%; height: .6rem; }
h3 { scroll-margin-top: .5rem; display: flex; gap: 1rem; justify-content: space-between; margin: 1.5rem 0 .5rem; }

.scenario { border: 1px solid var(--line); border-radius: .375rem; margin: .4rem 0; scroll-margin-top: .5rem; }
.scenario > summary { display: flex; flex-wrap: wrap; gap: .1rem .75rem; padding: .45rem .75rem; cursor: pointer; list-style: none; }
.scenario[open] > summary { border-bottom: 1px solid var(--line); background: var(--raised); border-radius: .375rem .375rem 0 0; }
.scenario > :not(summary) { margin-inline: .75rem; }
.scenario > summary::before, .folded > summary::before { content: '▸'; content: '▸' / ''; color: var(--muted); }
.scenario[open] > summary::before, .folded[open] > summary::before { content: '▾'; content: '▾' / ''; }
.folded > summary { display: flex; gap: .6rem; padding: .45rem .75rem; color: var(--blocked); font-weight: 600; cursor: pointer; }
.folded > .scenario { margin-inline-start: 1.25rem; }
.scenario > summary .story { color: var(--muted); flex: 1 1 18rem; }
.status { white-space: nowrap; font-weight: 600; }
.passed > summary .status { color: var(--passed); }
.failed > summary .status { color: var(--failed); }
.blocked > summary .status, .error > summary .status { color: var(--blocked); }
.fields { margin-block: .75rem; }
.fields > div { display: grid; grid-template-columns: 7rem minmax(0, 1fr); gap: .25rem .75rem; margin: .3rem 0; }
.fields dt { color: var(--muted); }
.fields dd { margin: 0; }
.steps { margin: 0; padding-inline-start: 1.75rem; font-size: .9rem; }
.more { font-size: .9rem; }
.copy { min-height: 2rem; padding: .1rem .6rem; font: inherit; font-size: .85rem; color: var(--ink); background: var(--paper); border: 1px solid var(--control); border-radius: .375rem; cursor: pointer; }
.command { user-select: all; padding: .1rem .4rem; background: var(--raised); border-radius: .25rem; }
@media (max-width: 40rem) { .fields > div { grid-template-columns: minmax(0, 1fr); gap: 0; } }

.replay { margin-block: 1rem; border-top: 1px solid var(--line); padding-top: .75rem; }
.controls { display: flex; flex-wrap: wrap; gap: .4rem; align-items: center; }
.controls button {
  min-width: 2.6rem; min-height: 2.4rem; padding: .2rem .6rem; font: inherit;
  color: var(--ink); background: var(--paper); border: 1px solid var(--control); border-radius: .375rem; cursor: pointer;
}
.controls .broken { color: var(--failed); border-color: var(--failed); }
.controls input { flex: 1 1 10rem; min-width: 8rem; height: 2.4rem; accent-color: var(--accent); }
.current { min-height: 3rem; margin: .5rem 0; }
.at-broken output { color: var(--failed); font-weight: 600; }
.panes { display: grid; grid-template-columns: fit-content(calc(100% - 26rem)) minmax(0, 1fr); gap: 1rem; align-items: start; }
@media (max-width: 62rem) { .panes { grid-template-columns: minmax(0, 1fr); } }
.drawing { overflow: auto; background: var(--diagram-back); max-height: 75vh; border: 1px solid var(--line); border-radius: .375rem; }
.drawing svg { display: block; }
.drawing .names { position: sticky; top: 0; margin-block-end: calc(-1px * var(--height)); visibility: hidden; box-shadow: 0 1px var(--line); background: var(--diagram-back); }
.drawing .names.shown { visibility: visible; }
.drawing .later { opacity: .3; }
.drawing .now .line { stroke-width: 4; }
.drawing .now .head, .drawing .now .sign { stroke-width: 4; }
.drawing .now text { font-weight: 700; }
.scroll { overflow: auto; max-height: 40vh; border: 1px solid var(--line); border-radius: .375rem; }
.scroll table { width: 100%; overflow-wrap: normal; border-collapse: collapse; font-size: .8rem; }
.scroll caption { text-align: start; padding: .4rem .6rem; font-weight: 600; }
.scroll th, .scroll td { padding: .25rem .45rem; border-top: 1px solid var(--line); text-align: start; vertical-align: top; }
.scroll th { font-weight: 600; word-break: keep-all; background: var(--raised); }
.scroll td:last-child { min-width: 16rem; }
.scroll .changed { background: var(--raised); font-weight: 600; }
.scroll .executed td:nth-child(3), .scroll .committed td:nth-child(3) { color: var(--passed); }
.beside h4 { margin: 1rem 0 .25rem; font-size: .85rem; }
.logs {
  position: relative; padding: .5rem; max-height: 30vh; overflow: auto;
  font: .75rem/1.45 ui-monospace, 'Cascadia Mono', Menlo, Consolas, monospace;
  border: 1px solid var(--line); border-radius: .375rem; background: var(--raised);
}
.logs ol { margin: 0; padding: 0; list-style: none; }
.logs .small { font-size: inherit; }
.logs .later { color: var(--muted); font-style: italic; }
@media print { .controls, .theme, .skip, .copy { display: none; } .scenario { break-inside: avoid-page; } .drawing, .scroll, .logs { max-height: none; } }
`;
