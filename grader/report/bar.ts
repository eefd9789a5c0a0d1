import { Presets, SingleBar } from 'cli-progress';
import { type Message, t } from '../text/text.ts';
import { type CounterOptions, duration, progressText } from './counter.ts';

/** Without a terminal a line is written when so much more of the whole is done. */
const LINE_EVERY_SHARE = 0.05;

/** Shows how much of a batch is done, at which rate, and how long the rest will take. */
export class Bar {
  readonly #options: CounterOptions;
  readonly #bar: SingleBar;
  readonly #startMs = performance.now();
  #done = 0;
  #told = 0;

  constructor(options: CounterOptions) {
    this.#options = options;
    const format = '{bar} {text}';
    this.#bar = new SingleBar({ format, hideCursor: true, barsize: 24 }, Presets.shades_classic);
    if (options.live) this.#bar.start(options.total, 0, { text: this.#text('') });
  }

  /** One more is done; `note` tells what was found so far. */
  ended(note: Message = ''): void {
    this.#done += 1;
    const { live, total, write } = this.#options;
    const text = this.#text(note);
    if (live) this.#bar.update(this.#done, { text });
    else if (this.#done === total || this.#done >= this.#told + total * LINE_EVERY_SHARE) {
      this.#told = this.#done;
      write(text);
    }
  }

  stop(): void {
    if (this.#options.live) this.#bar.stop();
  }

  #text(note: Message): string {
    const { total } = this.#options;
    const tookMs = performance.now() - this.#startMs;
    const pace: Message[] = [];
    if (this.#done > 0) pace.push(t`${((this.#done / tookMs) * 60_000).toFixed(0)} a minute`);
    if (this.#done > 0 && this.#done < total) {
      pace.push(t`${duration((tookMs / this.#done) * (total - this.#done))} left`);
    }
    return progressText(this.#options, this.#done, ...pace, note);
  }
}
