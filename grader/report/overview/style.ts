/** How the overview looks, beside what all pages have in common. */
export const OVERVIEW_STYLE = `
.kicker { display: flex; justify-content: space-between; align-items: center; margin: 0; color: var(--muted); }
.facts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: 1rem 0; font-size: .9rem; }
.facts div { display: flex; gap: .5rem; }
.facts dt { color: var(--muted); }
.facts dd { margin: 0; overflow-wrap: anywhere; }
.figures { display: flex; flex-wrap: wrap; gap: .25rem 1.75rem; margin: 1rem 0; padding: 0; list-style: none; }
.figures strong { font-size: 1.5rem; font-variant-numeric: tabular-nums; }
.warning { border-inline-start: .25rem solid var(--failed); padding-inline-start: 1rem; }
.small { color: var(--muted); font-size: .85em; }
.number { text-align: end; font-variant-numeric: tabular-nums; }

#histogram { display: block; width: 100%; max-width: 34rem; height: auto; margin: 1rem 0; }
#histogram g { cursor: pointer; outline: none; }
#histogram .back { fill: transparent; }
#histogram .bar { fill: var(--accent); }
#histogram text { pointer-events: none; fill: var(--ink); font-size: 10px; text-anchor: middle; }
#histogram .range { fill: var(--muted); font-size: 9px; }
#histogram g:hover .back, #histogram g[aria-pressed=true] .back { fill: var(--raised); }
#histogram g:focus-visible .back { stroke: var(--accent); stroke-width: 2; }
#histogram g[aria-pressed=true] + .count, #histogram g[aria-pressed=true] + .count + .range { fill: var(--ink); font-weight: bold; }

#filters { display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: end; margin: 1rem 0; }
#filters[hidden] { display: none; }
#filters label, #filters fieldset { display: grid; gap: .2rem; margin: 0; padding: 0; border: 0; font-size: .85rem; }
#filters fieldset { display: block; }
#filters legend { padding: 0; margin-bottom: .2rem; }
#filters .check { display: flex; align-items: center; min-height: 2.2rem; }
#filters input, #filters select, #filters button {
  min-height: 2.2rem; padding: .25rem .5rem; font: inherit; font-size: .95rem; max-width: 100%;
  color: var(--ink); background: var(--paper); border: 1px solid var(--control); border-radius: .375rem;
}
#filters [type=number] { width: 4.5rem; }
#filters [type=search] { width: 15rem; }
#filters select { max-width: 15rem; }
#filters output { min-height: 2.2rem; display: flex; align-items: center; font-variant-numeric: tabular-nums; }

.scroll { overflow: auto; max-width: 100%; max-height: 80vh; border: 1px solid var(--line); border-radius: .375rem; }
.scroll table { width: 100%; border-collapse: separate; border-spacing: 0; font-size: .9rem; }
.scroll th, .scroll td { padding: .4rem .6rem; border-bottom: 1px solid var(--line); text-align: start; vertical-align: top; }
.scroll .number { text-align: end; }
.scroll tbody tr:last-child > * { border-bottom: 0; }
.scroll thead th { position: sticky; top: 0; z-index: 2; background: var(--raised); white-space: nowrap; }
.scroll tbody th { position: sticky; inset-inline-start: 0; z-index: 1; background: var(--paper); font-weight: normal; }
.scroll thead th:first-child { inset-inline-start: 0; z-index: 3; }
.scroll thead button { all: unset; cursor: pointer; font-weight: 600; }
.scroll thead button::after { content: '↕'; margin-inline-start: .35em; color: var(--muted); }
.scroll [aria-sort=ascending] button::after { content: '↑'; color: inherit; }
.scroll [aria-sort=descending] button::after { content: '↓'; color: inherit; }
.scroll thead button:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
#students { --least: 63rem; --columns: minmax(6rem, 1fr) minmax(8rem, 1.3fr) 7.5rem 6rem 5.5rem 6rem minmax(12rem, 2fr) minmax(8rem, 1.7fr) 6.25rem; }
#students.often { --least: 69rem; --columns: minmax(6rem, 1fr) minmax(8rem, 1.3fr) 6rem 7.5rem 6rem 5.5rem 6rem minmax(12rem, 2fr) minmax(8rem, 1.7fr) 6.25rem; }
#students, #students thead, #students tbody { display: block; min-width: var(--least); }
#students thead { position: sticky; top: 0; z-index: 2; }
#students tr { display: grid; grid-template-columns: var(--columns); min-width: var(--least); border-bottom: 1px solid var(--line); }
#students tbody tr { content-visibility: auto; contain-intrinsic-block-size: auto 2.4rem; }
#students tr[hidden] { display: none; }
#students thead th { white-space: normal; }
#students th, #students td { min-width: 0; border: 0; overflow-wrap: anywhere; }
#students code { white-space: nowrap; }
#students .problem code { white-space: normal; }
#students details { display: inline; }
#students summary { display: inline; cursor: pointer; color: var(--accent); }
.status { white-space: nowrap; }
.status.not-graded { color: var(--failed); font-weight: 600; }
.status.missing { color: var(--muted); }
.count { display: inline-block; min-width: 1.2em; }

#scenarios tbody th { min-width: 11rem; max-width: 30rem; }
#scenarios tbody th .small { display: block; }
.shares { width: 7rem; height: .6rem; border-radius: .2rem; }
#scenarios thead [data-column=passed]::before { content: '■ '; color: var(--passed); }
#scenarios thead [data-column=failed]::before { content: '■ '; color: var(--failed); }
#scenarios thead [data-column=blocked]::before { content: '■ '; color: var(--blocked); }
.share-0 { fill: var(--passed); }
.share-1 { fill: var(--failed); }
.share-2 { fill: var(--blocked); }
.pick { padding: 0; font: inherit; color: var(--accent); background: none; border: 0; text-decoration: underline; cursor: pointer; }
.pick[aria-pressed=true] { font-weight: bold; }

.pairs li { margin: .5rem 0; overflow-wrap: anywhere; }
.sides { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: .5rem; margin: .5rem 0; }
.sides pre { margin: 0; padding: .5rem; overflow: auto; max-height: 20rem; background: var(--raised); border-radius: .375rem; font-size: .8rem; }
.sides .line { display: inline-block; min-width: 2.5em; color: var(--muted); text-align: end; user-select: none; }
`;
