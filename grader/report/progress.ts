import ora, { type Ora } from 'ora';
import type { ScenarioResult } from '../score/result.ts';
import type { Say } from '../text/language.ts';
import { english, t } from '../text/text.ts';

/**
 * Shows how far a grade is: finished scenarios as lines in the order of the catalogue, and on a
 * terminal a spinner with those that run.
 */
export class Progress {
  readonly #order: readonly string[];
  readonly #write: (result: ScenarioResult) => void;
  readonly #finished = new Map<string, ScenarioResult>();
  readonly #running = new Set<string>();
  readonly #spinner: Ora;
  #written = 0;

  /**
   * @param order ids in the order of the catalogue; what is not among them is written at once.
   * @param write prints the line of one scenario.
   * @param live true on a terminal: a spinner may be drawn on stderr.
   */
  constructor(
    order: readonly string[],
    write: (result: ScenarioResult) => void,
    live: boolean,
    say: Say = english,
  ) {
    this.#order = order;
    this.#write = write;
    this.#spinner = ora({
      isEnabled: live,
      isSilent: !live,
      discardStdin: false,
      text: say(t`building`),
    });
    this.#spinner.start();
  }

  started(id: string): void {
    this.#running.add(id);
    this.#draw();
  }

  ended(result: ScenarioResult): void {
    this.#running.delete(result.id);
    this.#finished.set(result.id, result);
    this.#spinner.clear();
    if (!this.#order.includes(result.id)) this.#write(result);
    for (;;) {
      const next = this.#finished.get(this.#order[this.#written] ?? '');
      if (next === undefined) break;
      this.#write(next);
      this.#written += 1;
    }
    this.#draw();
  }

  stop(): void {
    this.#spinner.stop();
  }

  #draw(): void {
    const done = `${this.#finished.size}/${this.#order.length}`;
    this.#spinner.text = `${done}  ${[...this.#running].join(', ')}`;
  }
}
