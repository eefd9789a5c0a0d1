import { type Message, t } from '../text/text.ts';

/** Lines that are kept of one server in one trace. */
const MAX_LINES = 1_000;

/** A line that a server printed. */
export interface LogLine {
  readonly atMs: number;
  /** Number of the last message that was sent before. */
  readonly after: number;
  readonly server: number;
  readonly text: Message;
}

/** What the servers print while a trace is made. It is shown to people and decides nothing. */
export class Logs {
  readonly #lines: LogLine[] = [];
  readonly #counts = new Map<number, number>();
  readonly #last = new Map<number, LogLine>();

  /** @param tell asked for the text of a line that is kept. */
  add({ server, tell, ...when }: Omit<LogLine, 'text'> & { readonly tell: () => Message }): void {
    const count = (this.#counts.get(server) ?? 0) + 1;
    this.#counts.set(server, count);
    if (count <= MAX_LINES) this.#lines.push({ ...when, server, text: tell() });
    else this.#last.set(server, { ...when, server, text: leftOut(count - MAX_LINES) });
  }

  /** All lines; the last one of a server that printed too many tells how many are left out. */
  get lines(): LogLine[] {
    return [...this.#lines, ...this.#last.values()];
  }
}

function leftOut(count: number): Message {
  return count === 1 ? t`1 more line is left out` : t`${count} more lines are left out`;
}
