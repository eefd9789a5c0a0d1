import { Chalk, type ChalkInstance } from 'chalk';
import type { Cause, Problem, Result, ScenarioResult } from '../score/result.ts';
import { DEFAULT_RUBRIC, groupTitles } from '../score/rubric.ts';
import { type Language, type Say, sayIn } from '../text/language.ts';
import { type Message, type Said, t } from '../text/text.ts';
import { tell, tellAll } from '../text/told.ts';
import type { Advice, Labelled } from './advice.ts';
import { type Blocked, byCause, type Failed, foldBlocked } from './fold.ts';
import { listOf } from './list.ts';
import { plain } from './plain.ts';
import { cut, padded, widthOf, wrapped } from './width.ts';

/** How a terminal report is drawn. */
export interface Style {
  readonly color: boolean;
  /** Width of the terminal in columns. */
  readonly columns: number;
  /** Titles by group, in the order in which groups are shown; without it those of the lab. */
  readonly groups?: ReadonlyMap<string, string>;
  /** English unless told otherwise. */
  readonly language?: Language;
  /** What is said of failures in place of the reason, the functions and the hint. */
  readonly advice?: Advice | undefined;
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
  readonly #advice: Advice | undefined;
  readonly #say: Say;

  constructor(style: Style) {
    const { color, columns, groups = groupTitles(DEFAULT_RUBRIC), advice, language = 'en' } = style;
    this.#say = sayIn(language);
    this.#groups = groups;
    this.#advice = advice;
    this.#chalk = new Chalk({ level: color ? 1 : 0 });
    this.#columns = Math.min(Math.max(columns, 40), MAX_COLUMNS);
  }

  heading(path: string, seed: string): string {
    const what = this.#say(t`Grading ${plain(path)}`);
    return this.#chalk.bold(what) + this.#chalk.dim(`  ${this.#say(t`seed ${plain(seed)}`)}`);
  }

  /** The title over the scenarios of one group. */
  group(group: string): string {
    return this.#chalk.bold(plain(this.#say(this.#groups.get(group) ?? group)));
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
  scenario(scenario: ScenarioResult): string {
    const { id, status, score, maxScore, blockedBy = [], counted } = scenario;
    const say = this.#say;
    const { dim } = this.#chalk;
    const points = `${score}/${maxScore}`.padStart(POINTS_COLUMNS);
    const told =
      status === 'blocked' ? say(t`blocked by ${blockedBy}`) : tell(say, scenario, 'story');
    const head = `${this.#mark(status)} ${id.padEnd(ID_COLUMNS)} ${points}  `;
    const room = this.#columns - HEAD_COLUMNS;
    if (counted === undefined) return head + dim(cut(told, room));
    const withCount = (story: string): string =>
      say(t`${story} (${plain(tell(say, scenario, 'counted'))})`);
    return head + dim(withCount(cut(told, room - widthOf(withCount('')))));
  }

  /** What was blocked, all scenarios of one blocker together. Empty when nothing was. */
  blocked(scenarios: readonly ScenarioResult[]): string[] {
    return foldBlocked(scenarios).map((fold) => {
      const told = this.#say(blockedText(fold, scenarios.length));
      return `${this.#mark('blocked')} ${this.#hanging(told, 2)}`;
    });
  }

  /** All that failed, then the total. */
  summary(result: Result, asked: Asked): string {
    const { problem, scenarios, score, maxScore, seed, sandbox, durationMs } = result;
    const say = this.#say;
    const blocks: string[] = [];
    if (problem !== undefined) blocks.push(this.#problem(problem));
    blocks.push(...this.#failures(scenarios, (id) => repeatCommand(asked, id, seed)));
    for (const scenario of scenarios) {
      if (scenario.error !== undefined) blocks.push(this.#notGraded(scenario));
    }
    for (const note of tellAll(say, result, 'notes')) {
      blocks.push(`${this.#chalk.yellow(say(t`note`))} ${plain(note)}`);
    }
    const seconds = (durationMs / 1_000).toFixed(1);
    const took = say(t`${seconds} s, seed ${seed}, sandbox ${sandbox}`);
    const paint = score === maxScore ? this.#chalk.green : this.#chalk.red;
    const total = paint.bold(say(t`Score ${score}/${maxScore}`));
    return [...blocks, `${total}${this.#chalk.dim(`  ${took}`)}`].join('\n\n');
  }

  /** Each broken rule once: one mistake breaks it in many scenarios. */
  #failures(scenarios: readonly ScenarioResult[], command: (id: string) => string): string[] {
    const rules = byCause(scenarios);
    const blocks = rules.slice(0, TOLD_IN_FULL).map(([first, ...also]) => {
      const names = also.map(({ id }) => id);
      return this.#failure(first, names, command(first.id));
    });
    const rest = rules.slice(TOLD_IN_FULL);
    if (rest.length === 0) return blocks;
    const lines = rest.map(([first, ...also]) => {
      const text = t`${this.#titleOf(first)} (${namesIn([first, ...also])})`;
      return `  ${this.#hanging(this.#say(text), 4)}`;
    });
    const title =
      rest.length === 1
        ? t`One more rule is broken; mend the first ones first:`
        : t`${rest.length} more rules are broken; mend the first ones first:`;
    blocks.push([this.#title(title), ...lines].join('\n'));
    return blocks;
  }

  #failure(failed: Failed, also: readonly string[], command: string): string {
    const { id, cause } = failed;
    const say = this.#say;
    const advice = this.#advice?.onFailure(failed);
    return [
      this.#title(t`${id}: ${this.#titleOf(failed)}`),
      ...(advice === undefined ? [this.#field(t`why`, tell(say, cause, 'rationale'))] : []),
      this.#field(t`sent`, ...stepsShown(tellAll(say, cause, 'sent')).map(say)),
      this.#field(t`expected`, tell(say, cause, 'expected')),
      this.#field(t`seen`, tell(say, cause, 'actual')),
      ...(advice === undefined ? this.#help(cause) : this.#labelled(advice)),
      ...(also.length === 0 ? [] : [this.#field(t`also`, say(t`${also} (same rule)`))]),
      this.#label(t`repeat`) + command, // never wrapped: it is to be copied
    ].join('\n');
  }

  /** What stands behind the id of a failure. */
  #titleOf(failed: Failed): string {
    if (this.#advice !== undefined) return this.#say(this.#advice.title(failed));
    return tell(this.#say, failed.cause, 'rule');
  }

  #help(cause: Cause): string[] {
    const { location, functions } = cause;
    const place = location === undefined ? [] : [`zpbft/server.ts:${location.line}`];
    const where = this.#say(listOf([...functions, ...place]));
    return [this.#field(t`look at`, where), this.#field(t`hint`, tell(this.#say, cause, 'help'))];
  }

  #labelled(advice: readonly Labelled[]): string[] {
    return advice.map(([label, ...texts]) =>
      this.#field(label, ...texts.map((text) => this.#say(text))),
    );
  }

  #problem(problem: Problem): string {
    const { code, location } = problem;
    const say = this.#say;
    const lines = [this.#title(t`${code}: ${plain(tell(say, problem, 'message'))}`)];
    if (location !== undefined) {
      const { file, line, column, lineText } = location;
      lines.push(
        this.#field(t`where`, `${file}:${line}${column === undefined ? '' : `:${column}`}`),
      );
      if (lineText !== undefined) lines.push(this.#field(t`line`, lineText.trim()));
    }
    const advice = this.#advice?.onProblem(problem);
    const said =
      advice === undefined
        ? [this.#field(t`hint`, tell(say, problem, 'help'))]
        : this.#labelled(advice);
    return [...lines, ...said].join('\n');
  }

  #notGraded(scenario: ScenarioResult): string {
    const what = t`Grade again on a quieter machine; no points were judged here.`;
    return [
      this.#title(t`${scenario.id}: not graded, the machine could not decide it`),
      this.#field(t`seen`, tell(this.#say, scenario, 'error')),
      this.#field(t`hint`, this.#say(what)),
    ].join('\n');
  }

  #title(text: Said): string {
    return this.#chalk.red.bold(`${MARKS.failed} ${this.#hanging(this.#say(text), 2)}`);
  }

  /** Text that starts at this column, wrapped so that all its lines start there. */
  #hanging(text: string, column: number): string {
    return wrapped(plain(text), this.#columns - column)
      .split('\n')
      .join(`\n${' '.repeat(column)}`);
  }

  /** Labelled texts, each cut when long, wrapped and aligned behind the label. */
  #field(label: Message, ...texts: readonly string[]): string {
    const indent = ' '.repeat(LABEL_COLUMNS + 2);
    const told = texts.map(plain).join('\n');
    const lines = wrapped(told, this.#columns - indent.length, true).split('\n');
    return this.#label(label) + lines.join(`\n${indent}`);
  }

  #label(label: Message): string {
    return this.#chalk.cyan(`  ${padded(this.#say(label), LABEL_COLUMNS)}`);
  }

  #mark(status: ScenarioResult['status']): string {
    const { green, red, yellow, dim } = this.#chalk;
    const paint = { passed: green, failed: red, error: yellow, blocked: dim }[status];
    return paint(MARKS[status]);
  }
}

function stepsShown(steps: readonly string[]): readonly Message[] {
  if (steps.length === 0) return [t`nothing yet`];
  const { first, last } = STEPS_SHOWN;
  if (steps.length <= first + last) return steps;
  const between = t`… ${steps.length - first - last} steps more …`;
  return [...steps.slice(0, first), between, ...steps.slice(-last)];
}

function namesIn(scenarios: readonly { readonly id: string }[]): string[] {
  return scenarios.map(({ id }) => id);
}

/**
 * What was blocked, and by what.
 * @param all how many scenarios there are.
 */
export function blockedText({ by, blocked }: Blocked, all: number): Said {
  const what = countText(blocked);
  const whom = by.slice(1).reduce((before, id) => t`${before} and ${id}`, listOf(by.slice(0, 1)));
  // What blocks everything needs no list of everything.
  return blocked.length === all
    ? t`${what} blocked by ${whom}`
    : t`${what} blocked by ${whom}: ${namesIn(blocked)}`;
}

/** How many scenarios, and what they are worth. */
export function countText(scenarios: readonly ScenarioResult[]): Said {
  const points = scenarios.reduce((sum, { maxScore }) => sum + maxScore, 0);
  return t`${scenarioCount(scenarios.length)} (${pointCount(points)})`;
}

function scenarioCount(count: number): Said {
  return count === 1 ? t`${count} scenario` : t`${count} scenarios`;
}

function pointCount(count: number): Said {
  return count === 1 ? t`${count} point` : t`${count} points`;
}

/** The command that plays one scenario again with the same choices. */
export function repeatCommand(
  { path, rubric, exploreSeconds }: Asked,
  id: string,
  seed: string,
): string {
  return [
    'npm run grade --',
    ...(path === 'starter' ? [] : [quoted(path)]),
    `--only ${id} --seed ${seed}`,
    ...(rubric === undefined ? [] : [`--rubric ${quoted(rubric)}`]),
    ...(exploreSeconds === undefined ? [] : [`--explore ${exploreSeconds}`]),
  ].join(' ');
}

/** As a shell takes it for one word. */
export function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}
