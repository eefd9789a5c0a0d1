/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/**
 * What the overview does in a browser: filters the table of submissions, and sorts the tables. All rows
 * are there from the start; a filter only hides some.
 */
import { themeButton } from '../page/theme.ts';
import { sortable } from './sorting.ts';

/** One row of the table, and what filters ask of it. */
interface Line {
  readonly row: HTMLTableRowElement;
  readonly text: string;
  readonly failed: string;
  readonly status: string;
  /** Undefined for a row that is in no bar of the histogram. */
  readonly percent: number | undefined;
  readonly isEarlier: boolean;
}

const control = <E extends HTMLElement>(id: string) => document.getElementById(id) as E | null;
const filters = control<HTMLFormElement>('filters');
const query = control<HTMLInputElement>('query');
const status = control<HTMLSelectElement>('status');
const failed = control<HTMLSelectElement>('failed');
const from = control<HTMLInputElement>('from');
const to = control<HTMLInputElement>('to');
const earlier = control<HTMLInputElement>('earlier');
const shown = control<HTMLOutputElement>('shown');
const lines = [...document.querySelectorAll<HTMLTableRowElement>('#students tbody tr')].map(lineOf);
const bars = [...document.querySelectorAll<SVGGElement>('#histogram [data-from]')];
const picks = [...document.querySelectorAll<HTMLButtonElement>('button[data-failed]')];

function lineOf(row: HTMLTableRowElement): Line {
  const { text = '', failed = '', status = '', percent, earlier } = row.dataset;
  return {
    row,
    text,
    failed,
    status,
    percent: percent === undefined ? undefined : Number(percent),
    isEarlier: earlier !== undefined,
  };
}

/** Shows the rows that all filters let pass. */
function apply(): void {
  const words = (query?.value ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = { status: status?.value ?? '', failed: failed?.value ?? '' };
  const [least, most] = [bound(from), bound(to)];
  let count = 0;
  let all = 0;
  for (const { row, text, failed, status, percent, isEarlier } of lines) {
    const isAsked = !isEarlier || earlier?.checked === true;
    const isInRange =
      (least === undefined && most === undefined) ||
      (percent !== undefined && percent >= (least ?? 0) && percent <= (most ?? 100));
    const isShown =
      isAsked &&
      isInRange &&
      (wanted.status === '' || status === wanted.status) &&
      (wanted.failed === '' || failed.includes(` ${wanted.failed} `)) &&
      words.every((word) => text.includes(word));
    if (isAsked) all += 1;
    if (isShown) count += 1;
    if (row.hidden === isShown) row.hidden = !isShown;
  }
  if (shown !== null) {
    const said = shown.dataset.text ?? '';
    shown.value = said.replace('{0}', String(count)).replace('{1}', String(all));
  }
  for (const bar of bars) bar.setAttribute('aria-pressed', String(isPressed(bar)));
  for (const pick of picks) {
    pick.setAttribute('aria-pressed', String(pick.dataset.failed === wanted.failed));
  }
}

function bound(input: HTMLInputElement | null): number | undefined {
  const value = input?.valueAsNumber;
  return value === undefined || Number.isNaN(value) ? undefined : value;
}

function isPressed({ dataset }: SVGGElement): boolean {
  return from?.value === dataset.from && to?.value === dataset.to;
}

/** A bar filters by its range; chosen again, it lets all pass. */
function chooseRange(bar: SVGGElement): void {
  const { dataset } = bar;
  const wasPressed = isPressed(bar);
  if (from !== null) from.value = wasPressed ? '' : (dataset.from ?? '');
  if (to !== null) to.value = wasPressed ? '' : (dataset.to ?? '');
  apply();
}

function chooseFailed(pick: HTMLButtonElement): void {
  const { failed: id = '' } = pick.dataset;
  const wasPressed = failed?.value === id;
  filters?.reset();
  if (failed !== null) failed.value = wasPressed ? '' : id;
  apply();
  if (!wasPressed) toTable();
}

function find(student: string): void {
  filters?.reset();
  if (query !== null) query.value = student;
  apply();
  toTable();
}

/** Leads eyes and keyboard to what was filtered. */
function toTable(): void {
  const title = document.getElementById('submissions');
  title?.scrollIntoView({ block: 'start' });
  title?.focus({ preventScroll: true });
}

for (const bar of bars) {
  bar.addEventListener('click', () => chooseRange(bar));
  bar.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault(); // a space would scroll the page
    chooseRange(bar);
  });
}
for (const pick of picks) pick.addEventListener('click', () => chooseFailed(pick));
for (const one of document.querySelectorAll<HTMLButtonElement>('button[data-find]')) {
  one.addEventListener('click', () => find(one.dataset.find ?? ''));
}
for (const table of document.querySelectorAll<HTMLTableElement>('table.sortable')) sortable(table);
filters?.addEventListener('input', apply);
filters?.addEventListener('submit', (event) => event.preventDefault());
control<HTMLButtonElement>('all')?.addEventListener('click', () => {
  filters?.reset();
  apply();
});
themeButton(control<HTMLButtonElement>('theme'));
if (filters !== null) filters.hidden = false;
apply();
