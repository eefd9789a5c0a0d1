/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** What the report of a student does in a browser: it shows replays step by step. */
import { themeButton } from '../page/theme.ts';
import { eventMark, messageMark, type ReplayData, type Row } from './data.ts';

/** Room above and below the names of lanes that stay in sight. */
const NAMES_MARGIN = 4;

/** A replay that is on the screen. */
class Replay {
  readonly #data: ReplayData;
  readonly #section: HTMLElement;
  readonly #range: HTMLInputElement | null;
  /** Marks of the diagram by the step at which they are there. */
  readonly #marks: (readonly [Element, number])[] = [];
  #step = 0;

  constructor(section: HTMLElement, data: ReplayData) {
    this.#section = section;
    this.#data = data;
    this.#range = section.querySelector<HTMLInputElement>('input[type=range]');
    this.#draw();
    this.#range?.addEventListener('input', () => this.show(Number(this.#range?.value)));
    section.addEventListener('click', ({ target }) => {
      const button = target instanceof Element ? target.closest('button') : null;
      if (button?.dataset.to !== undefined) this.#go(button.dataset.to);
    });
    section.addEventListener('keydown', (event) => this.#key(event));
    this.show(data.broken ?? 0);
  }

  /** Shows the state after a step. */
  show(step: number): void {
    const { steps } = this.#data;
    this.#step = Math.max(0, Math.min(steps.length - 1, step));
    const now = steps[this.#step];
    if (now === undefined) return;
    const count = this.#section.querySelector('.current .count');
    if (count !== null) count.textContent = `${this.#step + 1}/${steps.length}`;
    const output = this.#section.querySelector('output');
    if (output !== null) output.innerHTML = now.text;
    this.#section.classList.toggle('at-broken', this.#step === this.#data.broken);
    if (this.#range !== null) {
      this.#range.value = String(this.#step);
      this.#range.setAttribute('aria-valuetext', output?.textContent ?? '');
    }
    this.#mark();
    this.#tabulate();
    this.#log(now.atMs);
  }

  #go(to: string): void {
    const last = this.#data.steps.length - 1;
    const places: Record<string, number> = {
      ...{ first: 0, back: this.#step - 1, next: this.#step + 1, last },
      broken: this.#data.broken ?? last,
    };
    this.show(places[to] ?? this.#step);
  }

  /** The slider has its arrow keys already; a table or a log is scrolled with them. */
  #key(event: KeyboardEvent): void {
    const { target, ctrlKey, altKey, metaKey } = event;
    if (target === this.#range || ctrlKey || altKey || metaKey) return;
    if (target instanceof Element && target.closest('.scroll, .logs') !== null) return;
    const keys: Record<string, string> = {
      ...{ ArrowLeft: 'back', ArrowRight: 'next', Home: 'first', End: 'last' },
    };
    const to = keys[event.key];
    if (to === undefined) return;
    event.preventDefault();
    this.#go(to);
  }

  /** Puts the drawing into the page, and finds when each of its marks is there. */
  #draw(): void {
    const drawing = this.#section.querySelector('.drawing');
    const template = this.#section.querySelector('template');
    if (drawing === null || template === null) return;
    drawing.append(template.content.cloneNode(true));
    keepNames(drawing);
    const first = new Map<string, number>();
    this.#data.steps.forEach(({ marks }, index) => {
      for (const mark of marks) if (!first.has(mark)) first.set(mark, index);
    });
    for (const element of drawing.querySelectorAll<SVGElement>('[data-message], [data-event]')) {
      const steps = marksOf(element.dataset).flatMap((mark) => first.get(mark) ?? []);
      if (steps.length > 0) this.#marks.push([element, Math.min(...steps)]);
    }
  }

  #mark(): void {
    let current: Element | undefined;
    for (const [element, step] of this.#marks) {
      element.classList.toggle('later', step > this.#step);
      element.classList.toggle('now', step === this.#step);
      if (step === this.#step) current ??= element;
    }
    const drawing = this.#section.querySelector('.drawing');
    if (current === undefined || drawing === null) return;
    // Inside its own box only: the page must not jump while somebody steps through it.
    const [box, mark] = [drawing.getBoundingClientRect(), current.getBoundingClientRect()];
    drawing.scrollTop += mark.top + mark.height / 2 - (box.top + box.height / 2);
    drawing.scrollLeft += mark.left + mark.width / 2 - (box.left + box.width / 2);
  }

  #tabulate(): void {
    const rows = new Map<string, Row>();
    for (const step of this.#data.steps.slice(0, this.#step + 1)) {
      for (const row of step.rows) rows.set(row.key, row);
    }
    const changed = new Set(this.#data.steps[this.#step]?.rows.map(({ key }) => key));
    const body = this.#section.querySelector('tbody');
    const sorted = [...rows.values()].sort((a, b) => {
      return a.key.localeCompare(b.key, undefined, { numeric: true });
    });
    const htmlOf = ({ key, stage, cells }: Row): string => {
      const classes = `${stage}${changed.has(key) ? ' changed' : ''}`;
      return `<tr class="${classes}">${cells.map((cell) => `<td>${cell}</td>`).join('')}</tr>`;
    };
    if (body !== null) body.innerHTML = sorted.map(htmlOf).join('');
  }

  #log(atMs: number): void {
    const box = this.#section.querySelector('.logs');
    if (box === null) return;
    let last: HTMLElement | undefined;
    box.querySelectorAll('li').forEach((line, index) => {
      const isLater = (this.#data.logsAtMs[index] ?? 0) > atMs;
      line.classList.toggle('later', isLater);
      if (!isLater) last = line;
    });
    box.scrollTop = last === undefined ? 0 : last.offsetTop - box.clientHeight / 2;
  }
}

/** Keeps the names of the lanes in sight while a drawing is scrolled down. */
function keepNames(drawing: Element): void {
  const svg = drawing.querySelector('svg');
  const lanes = [...drawing.querySelectorAll<SVGGElement>('.lane')];
  // A long drawing has all of them once more at its end.
  const first = lanes.slice(0, new Set(lanes.map(({ dataset }) => dataset.lane)).size);
  if (svg === null || first.length === 0) return;
  const boxes = first.map((lane) => lane.getBBox());
  const top = Math.min(...boxes.map(({ y }) => y)) - NAMES_MARGIN;
  const height = Math.max(...boxes.map((box) => box.y + box.height)) + NAMES_MARGIN - top;
  const names = svg.cloneNode(false) as SVGSVGElement;
  for (const name of ['role', 'aria-labelledby']) names.removeAttribute(name);
  names.setAttribute('viewBox', `0 ${top} ${svg.width.baseVal.value} ${height}`);
  names.setAttribute('height', String(height));
  names.setAttribute('aria-hidden', 'true');
  names.classList.add('names');
  names.style.setProperty('--height', String(height));
  names.append(...first.map((lane) => lane.cloneNode(true)));
  drawing.prepend(names);
  drawing.addEventListener('scroll', () => {
    names.classList.toggle('shown', drawing.scrollTop > top);
  });
}

/** What a mark of the diagram is about: a message, or several that are drawn as one. */
function marksOf({ message, delivery, also, event }: DOMStringMap): string[] {
  if (event !== undefined) return [eventMark(Number(event))];
  const at = delivery === undefined ? undefined : Number(delivery);
  return [message ?? '', ...(also?.split(' ') ?? [])].map((number) => {
    return messageMark(Number(number), at);
  });
}

/** Drawings are made when somebody looks at them: a page may have a hundred. */
function start(section: HTMLElement): void {
  if (section.dataset.started !== undefined) return;
  section.dataset.started = '';
  const data = document.getElementById(`${section.id}-data`)?.textContent;
  if (data) new Replay(section, JSON.parse(data));
}

/** Opens the scenario that an address names, and what it is folded in. */
function openNamed(): void {
  const named = document.getElementById(location.hash.slice(1));
  for (let at: Element | null = named; at !== null; at = at.parentElement) {
    if (at instanceof HTMLDetailsElement) at.open = true;
  }
  named?.scrollIntoView();
}

/** Copies the command before a button; where that is not allowed, the reader has it selected. */
async function copy(button: HTMLButtonElement): Promise<void> {
  const command = button.previousElementSibling;
  const status = button.nextElementSibling;
  if (command === null || !(status instanceof HTMLElement)) return;
  try {
    await navigator.clipboard.writeText(command.textContent ?? '');
    status.textContent = status.dataset.copied ?? '';
  } catch {
    getSelection()?.selectAllChildren(command);
    status.textContent = status.dataset.selected ?? '';
  }
}

for (const details of document.querySelectorAll('details')) {
  const startAll = (): void => {
    for (const one of details.querySelectorAll<HTMLElement>('.replay')) {
      if (one.closest('details:not([open])') === null) start(one);
    }
  };
  details.addEventListener('toggle', startAll);
  startAll();
}
for (const button of document.querySelectorAll<HTMLButtonElement>('button.copy')) {
  button.hidden = false;
  button.addEventListener('click', () => void copy(button));
}
themeButton(document.querySelector<HTMLButtonElement>('#theme'));
window.addEventListener('hashchange', openNamed);
if (location.hash !== '') openNamed();
