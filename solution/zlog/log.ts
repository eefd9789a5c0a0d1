/** The levels of the lab's `-log` flag, least important first. */
export const LEVELS = ['DEBUG', 'INFO', 'WARN', 'ERROR'] as const;
export type Level = (typeof LEVELS)[number];

/** Where finished lines go; one call per line or block, without the last newline. */
export type Sink = (text: string) => void;

/** What is printed; from a function only if it is printed. */
type Text = string | (() => string);

/** Finds `file.ts:line` in one frame of a stack trace. */
const LOCATION = /([\w.-]+):(\d+):\d+\)?$/;

/**
 * Prints lines as the lab does: `server.ts:234: INFO| …`, with the place of the call in front.
 *
 * An object rather than a global level, so that several servers in one process do not share it.
 */
export class Logger {
  readonly #level: number;
  readonly #sink: Sink;

  /** @param level 0 Debug, 1 Info, 2 Warn, 3 Error: everything below it is left out. */
  constructor(level: number, sink: Sink = (text) => process.stdout.write(`${text}\n`)) {
    this.#level = level;
    this.#sink = sink;
  }

  debug(text: Text): void {
    this.#line('DEBUG', text, this.debug);
  }

  info(text: Text): void {
    this.#line('INFO', text, this.info);
  }

  warn(text: Text): void {
    this.#line('WARN', text, this.warn);
  }

  error(text: Text): void {
    this.#line('ERROR', text, this.error);
  }

  /** Prints a block (a store dump, a result) as it is, at level Info; `text` is made only then. */
  block(text: () => string): void {
    if (this.#prints('INFO')) this.#sink(text());
  }

  #prints(level: Level): boolean {
    return LEVELS.indexOf(level) >= this.#level;
  }

  #line(level: Level, text: Text, caller: (text: Text) => void): void {
    if (!this.#prints(level)) return;
    const line = typeof text === 'string' ? text : text();
    this.#sink(`${placeOf(caller)}: ${level}| ${line}`);
  }
}

/** `file.ts:line` of whoever called `caller`; one frame is captured, since deep ones are slow. */
function placeOf(caller: (text: Text) => void): string {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 1;
  const trace: { stack?: string } = {};
  Error.captureStackTrace(trace, caller);
  const stack = trace.stack ?? '';
  Error.stackTraceLimit = limit;
  const [, file, line] = LOCATION.exec(stack.trimEnd()) ?? [];
  return file === undefined ? '?' : `${file}:${line}`;
}
