import { Chalk, type ChalkInstance } from 'chalk';
import wrapAnsi from 'wrap-ansi';
import type { Cause, Problem, Result, ScenarioResult } from '../score/result.ts';
import { plain } from './plain.ts';

/** How a terminal report is drawn. */
export interface Style {
  readonly color: boolean;
  /** Width of the terminal in columns. */
  readonly columns: number;
}

const MARKS = { passed: '✔', failed: '✖', blocked: '–', error: '!' } as const;
const LABEL_COLUMNS = 10;
/** Long lines are hard to read, however wide the window. */
const MAX_COLUMNS = 100;

/** Writes a result for a person at a terminal. Every method returns finished text. */
export class TerminalReport {
  readonly #chalk: ChalkInstance;
  readonly #columns: number;

  constructor({ color, columns }: Style) {
    this.#chalk = new Chalk({ level: color ? 1 : 0 });
    this.#columns = Math.min(Math.max(columns, 40), MAX_COLUMNS);
  }

  heading(path: string, seed: string): string {
    return this.#chalk.bold(`Grading ${plain(path)}`) + this.#chalk.dim(`  seed ${plain(seed)}`);
  }

  /** One line for one scenario. */
  scenario({ id, status, score, maxScore, story, blockedBy }: ScenarioResult): string {
    const { dim } = this.#chalk;
    const points = `${score}/${maxScore}`.padStart(7);
    const told = status === 'blocked' ? `blocked by ${blockedBy?.join(', ')}` : story;
    const head = `${this.#mark(status)} ${id.padEnd(18)} ${points}  `;
    const room = this.#columns - 29;
    return head + dim(told.length > room ? `${told.slice(0, room - 1)}…` : told);
  }

  /** All that failed, then the total. */
  summary(result: Result, path: string): string {
    const { problem, scenarios, notes, score, maxScore, seed, sandbox, durationMs } = result;
    const blocks: string[] = [];
    if (problem !== undefined) blocks.push(this.#problem(problem));
    for (const { id, cause, error } of scenarios) {
      if (cause !== undefined) blocks.push(this.#failure(id, cause, repeat(path, id, seed)));
      if (error !== undefined) blocks.push(this.#notGraded(id, error));
    }
    for (const note of notes) blocks.push(`${this.#chalk.yellow('note')} ${plain(note)}`);
    const took = `${(durationMs / 1_000).toFixed(1)} s, seed ${seed}, sandbox ${sandbox}`;
    const paint = score === maxScore ? this.#chalk.green : this.#chalk.red;
    const totalLine = paint.bold(`Score ${score}/${maxScore}`) + this.#chalk.dim(`  ${took}`);
    return [...blocks, totalLine].join('\n\n');
  }

  #failure(id: string, cause: Cause, command: string): string {
    const { location, functions } = cause;
    const place = location === undefined ? '' : `, zpbft/server.ts:${location.line}`;
    return [
      this.#title(`${id}: ${cause.rule}`),
      this.#field('why', cause.rationale),
      this.#field('sent', cause.sent.join('\n') || 'nothing yet'),
      this.#field('expected', cause.expected),
      this.#field('seen', cause.actual),
      this.#field('look at', functions.join(', ') + place),
      this.#field('hint', cause.help),
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
    const wrapped = wrapAnsi(plain(text), this.#columns - 2)
      .split('\n')
      .join('\n  ');
    return this.#chalk.red.bold(`${MARKS.failed} ${wrapped}`);
  }

  /** A labelled text, wrapped and aligned behind its label. */
  #field(label: string, text: string): string {
    const indent = ' '.repeat(LABEL_COLUMNS + 2);
    const wrapped = wrapAnsi(plain(text), this.#columns - indent.length, { hard: true });
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

/** The command that plays one scenario again with the same choices. */
function repeat(path: string, id: string, seed: string): string {
  const quoted = /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
  const named = path === 'starter' ? '' : `${quoted} `;
  return `npm run grade -- ${named}--only ${id} --seed ${seed}`;
}
