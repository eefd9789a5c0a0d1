import { Chalk, type ChalkInstance } from 'chalk';
import wrapAnsi from 'wrap-ansi';
import type { Cause, Problem, Result, ScenarioResult } from '../score/result.ts';
import { DEFAULT_RUBRIC, groupTitles } from '../score/rubric.ts';
import { byCause, foldBlocked } from './fold.ts';
import { plain } from './plain.ts';

/** How a terminal report is drawn. */
export interface Style {
  readonly color: boolean;
  /** Width of the terminal in columns. */
  readonly columns: number;
  /** Titles by group, in the order in which groups are shown; without it those of the lab. */
  readonly groups?: ReadonlyMap<string, string>;
}

/** How a grade was asked for, as typed: what a command that repeats a part of it must say again. */
export interface Asked {
  readonly path: string;
  readonly rubric?: string | undefined;
  readonly exploreSeconds?: number | undefined;
}

const MARKS = { passed: '✔', failed: '✖', blocked: '–', error: '!' } as const;
const LABEL_COLUMNS = 10;
/** The longest id of the catalogue, and points as `16/16`. */
const ID_COLUMNS = 21;
const POINTS_COLUMNS = 5;
/** What stands before a story: mark, id and points, each with space behind it. */
const HEAD_COLUMNS = 2 + ID_COLUMNS + 1 + POINTS_COLUMNS + 2;
/** Long lines are hard to read, however wide the window. */
const MAX_COLUMNS = 100;
/** Broken rules that are told in full; a person mends one at a time, and then grades again. */
const TOLD_IN_FULL = 4;
/** Steps of one failure that are shown: the first ones set the scene, the last ones decide. */
const STEPS_SHOWN = { first: 4, last: 12 };

/** Writes a result for a person at a terminal. Every method returns finished text. */
export class TerminalReport {
  readonly #chalk: ChalkInstance;
  readonly #columns: number;
  readonly #groups: ReadonlyMap<string, string>;

  constructor({ color, columns, groups = groupTitles(DEFAULT_RUBRIC) }: Style) {
    this.#groups = groups;
    this.#chalk = new Chalk({ level: color ? 1 : 0 });
    this.#columns = Math.min(Math.max(columns, 40), MAX_COLUMNS);
  }

  heading(path: string, seed: string): string {
    return this.#chalk.bold(`Grading ${plain(path)}`) + this.#chalk.dim(`  seed ${plain(seed)}`);
  }

  /** The title over the scenarios of one group. */
  group(group: string): string {
    return this.#chalk.bold(plain(this.#groups.get(group) ?? group));
  }

  /** Ids of scenarios in the order in which they are shown: by group, else as given. */
  order(scenarios: readonly { readonly id: string; readonly group: string }[]): string[] {
    const groups = [...this.#groups.keys()];
    const place = (group: string): number =>
      groups.includes(group) ? groups.indexOf(group) : groups.length;
    return [...scenarios]
      .sort((one, other) => place(one.group) - place(other.group))
      .map(({ id }) => id);
  }

  /** One line for one scenario. */
  scenario({ id, status, score, maxScore, story, blockedBy, counted }: ScenarioResult): string {
    const { dim } = this.#chalk;
    const points = `${score}/${maxScore}`.padStart(POINTS_COLUMNS);
    const told = status === 'blocked' ? `blocked by ${blockedBy?.join(', ')}` : story;
    const head = `${this.#mark(status)} ${id.padEnd(ID_COLUMNS)} ${points}  `;
    const count = counted === undefined ? '' : ` (${plain(counted)})`;
    const room = this.#columns - HEAD_COLUMNS - count.length;
    return head + dim(cut(told, room) + count);
  }

  /** What was blocked, all scenarios of one blocker together. Empty when nothing was. */
  blocked(scenarios: readonly ScenarioResult[]): string[] {
    return foldBlocked(scenarios).map(({ by, blocked }) => {
      const count = blocked.length === 1 ? '1 scenario' : `${blocked.length} scenarios`;
      const points = blocked.reduce((sum, { maxScore }) => sum + maxScore, 0);
      const worth = points === 1 ? '1 point' : `${points} points`;
      const told = `${count} (${worth}) blocked by ${by.join(' and ')}`;
      // What blocks everything needs no list of everything.
      const names = blocked.length === scenarios.length ? '' : `: ${listed(blocked)}`;
      return `${this.#mark('blocked')} ${this.#hanging(told + names, 2)}`;
    });
  }

  /** All that failed, then the total. */
  summary(result: Result, asked: Asked): string {
    const { problem, scenarios, notes, score, maxScore, seed, sandbox, durationMs } = result;
    const blocks: string[] = [];
    if (problem !== undefined) blocks.push(this.#problem(problem));
    blocks.push(...this.#failures(scenarios, (id) => repeat(asked, id, seed)));
    for (const { id, error } of scenarios) {
      if (error !== undefined) blocks.push(this.#notGraded(id, error));
    }
    for (const note of notes) blocks.push(`${this.#chalk.yellow('note')} ${plain(note)}`);
    const took = `${(durationMs / 1_000).toFixed(1)} s, seed ${seed}, sandbox ${sandbox}`;
    const paint = score === maxScore ? this.#chalk.green : this.#chalk.red;
    const totalLine = paint.bold(`Score ${score}/${maxScore}`) + this.#chalk.dim(`  ${took}`);
    return [...blocks, totalLine].join('\n\n');
  }

  /** Each broken rule once: one mistake breaks it in many scenarios. */
  #failures(scenarios: readonly ScenarioResult[], command: (id: string) => string): string[] {
    const rules = byCause(scenarios);
    const blocks = rules.slice(0, TOLD_IN_FULL).map(([first, ...also]) => {
      const names = also.map(({ id }) => id);
      return this.#failure(first.id, first.cause, names, command(first.id));
    });
    const rest = rules.slice(TOLD_IN_FULL);
    if (rest.length === 0) return blocks;
    const lines = rest.map(([first, ...also]) => {
      const text = `${first.cause.rule} (${listed([first, ...also])})`;
      return `  ${this.#hanging(text, 4)}`;
    });
    const title = rest.length === 1 ? 'One more rule is' : `${rest.length} more rules are`;
    blocks.push([this.#title(`${title} broken; mend the first ones first:`), ...lines].join('\n'));
    return blocks;
  }

  #failure(id: string, cause: Cause, also: readonly string[], command: string): string {
    const { location, functions } = cause;
    const place = location === undefined ? '' : `, zpbft/server.ts:${location.line}`;
    return [
      this.#title(`${id}: ${cause.rule}`),
      this.#field('why', cause.rationale),
      this.#field('sent', ...stepsShown(cause.sent)),
      this.#field('expected', cause.expected),
      this.#field('seen', cause.actual),
      this.#field('look at', functions.join(', ') + place),
      this.#field('hint', cause.help),
      ...(also.length === 0 ? [] : [this.#field('also', `${also.join(', ')} (same rule)`)]),
      this.#label('repeat') + command, // never wrapped: it is to be copied
    ].join('\n');
  }

  #problem({ code, message, help, location }: Problem): string {
    const lines = [this.#title(`${code}: ${plain(message)}`)];
    if (location !== undefined) {
      const { file, line, column, lineText } = location;
      lines.push(
        this.#field('where', `${file}:${line}${column === undefined ? '' : `:${column}`}`),
      );
      if (lineText !== undefined) lines.push(this.#field('line', lineText.trim()));
    }
    return [...lines, this.#field('hint', help)].join('\n');
  }

  #notGraded(id: string, error: string): string {
    const title = `${id}: not graded, the machine could not decide it`;
    const what = 'Grade again on a quieter machine; no points were judged here.';
    return [this.#title(title), this.#field('seen', error), this.#field('hint', what)].join('\n');
  }

  #title(text: string): string {
    return this.#chalk.red.bold(`${MARKS.failed} ${this.#hanging(text, 2)}`);
  }

  /** Text that starts at this column, wrapped so that all its lines start there. */
  #hanging(text: string, column: number): string {
    const wrapped = wrapAnsi(plain(text), this.#columns - column);
    return wrapped.split('\n').join(`\n${' '.repeat(column)}`);
  }

  /** Labelled texts, each cut when long, wrapped and aligned behind the label. */
  #field(label: string, ...texts: readonly string[]): string {
    const indent = ' '.repeat(LABEL_COLUMNS + 2);
    const told = texts.map(plain).join('\n');
    const wrapped = wrapAnsi(told, this.#columns - indent.length, { hard: true });
    return this.#label(label) + wrapped.split('\n').join(`\n${indent}`);
  }

  #label(label: string): string {
    return this.#chalk.cyan(`  ${label.padEnd(LABEL_COLUMNS)}`);
  }

  #mark(status: ScenarioResult['status']): string {
    const { green, red, yellow, dim } = this.#chalk;
    const paint = { passed: green, failed: red, error: yellow, blocked: dim }[status];
    return paint(MARKS[status]);
  }
}

/** One line of text: what is too long ends after a whole word, where there is one to end after. */
function cut(text: string, room: number): string {
  if (text.length <= room) return text;
  const start = text.slice(0, room - 1);
  const words = text[room - 1] === ' ' ? start : start.replace(/\s+\S*$/, '');
  return `${words.trimEnd()}…`;
}

function stepsShown(steps: readonly string[]): readonly string[] {
  if (steps.length === 0) return ['nothing yet'];
  const { first, last } = STEPS_SHOWN;
  if (steps.length <= first + last) return steps;
  const between = `… ${steps.length - first - last} steps more …`;
  return [...steps.slice(0, first), between, ...steps.slice(-last)];
}

function listed(scenarios: readonly { readonly id: string }[]): string {
  return scenarios.map(({ id }) => id).join(', ');
}

/** The command that plays one scenario again with the same choices. */
function repeat({ path, rubric, exploreSeconds }: Asked, id: string, seed: string): string {
  return [
    'npm run grade --',
    ...(path === 'starter' ? [] : [quoted(path)]),
    `--only ${id} --seed ${seed}`,
    ...(rubric === undefined ? [] : [`--rubric ${quoted(rubric)}`]),
    ...(exploreSeconds === undefined ? [] : [`--explore ${exploreSeconds}`]),
  ].join(' ');
}

/** As a shell takes it for one word. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
