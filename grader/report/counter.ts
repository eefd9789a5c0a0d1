import ora, { type Ora } from 'ora';
import type { Say } from '../text/language.ts';
import { english, type Message, type Said, t } from '../text/text.ts';

/** Without a terminal, a line is written each time that this many more are done. */
const LINE_EVERY = 10;

/** What is counted, and where it is shown. */
export interface CounterOptions {
  readonly total: number;
  /** What is counted, in the plural. */
  readonly things: Message;
  /** True on a terminal: a spinner, or a bar, may be drawn on stderr. */
  readonly live: boolean;
  /** Writes one line where there is no terminal. */
  readonly write: (line: string) => void;
  /** In which language; English without it. */
  readonly say?: Say;
}

/** How far a job is: `10/12 grades, 0 differed, 4.2 s left`. */
export function progressText(
  { total, things, say = english }: CounterOptions,
  done: number,
  ...notes: readonly Message[]
): string {
  const told = notes.filter((note) => note !== '');
  const share = t`${done}/${total} ${things}`;
  return say(told.reduce((before: Said, note) => t`${before}, ${note}`, share));
}

/** Shows how much of a long job is done, and how long the rest takes at this pace. */
export class Counter {
  readonly #options: CounterOptions;
  readonly #spinner: Ora;
  readonly #startMs = performance.now();
  #done = 0;

  constructor(options: CounterOptions) {
    this.#options = options;
    const { live } = options;
    this.#spinner = ora({ isEnabled: live, isSilent: !live, discardStdin: false });
    this.#spinner.start(this.#text(''));
  }

  /** One more is done; `note` tells what was found so far. */
  ended(note: Message = ''): void {
    this.#done += 1;
    const text = this.#text(note);
    this.#spinner.text = text;
    const { live, total, write } = this.#options;
    if (!live && (this.#done % LINE_EVERY === 0 || this.#done === total)) write(text);
  }

  /** Writes a line that stays, above the spinner. */
  say(line: string): void {
    this.#spinner.clear();
    this.#options.write(line);
  }

  stop(): void {
    this.#spinner.stop();
  }

  #text(note: Message): string {
    const { total } = this.#options;
    const left = ((performance.now() - this.#startMs) / this.#done) * (total - this.#done);
    const rest = this.#done === 0 || this.#done === total ? '' : t`${duration(left)} left`;
    return progressText(this.#options, this.#done, note, rest);
  }
}

/** A length of time as a person says it. */
export function duration(ms: number): Said {
  const seconds = ms / 1_000;
  if (seconds < 100) return t`${seconds < 10 ? seconds.toFixed(1) : Math.round(seconds)} s`;
  return t`${Math.round(seconds / 60)} min`;
}
