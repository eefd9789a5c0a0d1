import { Listing } from '../report/listing.ts';
import { Progress } from '../report/progress.ts';
import type { TerminalReport } from '../report/terminal.ts';
import type { ScenarioResult } from '../score/result.ts';
import { type Message, t } from '../text/text.ts';

/** Where the lines of a round go, and how. */
interface Paper {
  readonly terminal: TerminalReport;
  readonly say: (message: Message) => string;
  readonly write: (line: string) => void;
  readonly live: boolean;
}

/**
 * Writes the scenarios of a round: those that are wanted first each as soon as it is decided, then the
 * others under the titles of their groups.
 */
export class RoundReport {
  readonly #paper: Paper;
  readonly #first: ReadonlySet<string>;
  readonly #undecided: Set<string>;
  readonly #listing: Listing;
  readonly #progress: Progress;
  /** Others that ended while some of the first were undecided. */
  readonly #held: ScenarioResult[] = [];
  #hasTitle = false;

  /**
   * @param scenarios all that are played.
   * @param first ids of those that are wanted first.
   */
  constructor(
    paper: Paper,
    scenarios: readonly { readonly id: string; readonly group: string }[],
    first: readonly string[],
  ) {
    this.#paper = paper;
    this.#first = new Set(first);
    this.#undecided = new Set(first);
    this.#listing = new Listing(paper.terminal, paper.write);
    const others = scenarios.filter(({ id }) => !this.#first.has(id));
    const write = (result: ScenarioResult): void => this.#write(result);
    this.#progress = new Progress(paper.terminal.order(others), write, paper.live, paper.say);
  }

  started(id: string): void {
    this.#progress.started(id);
  }

  ended(result: ScenarioResult): void {
    if (this.#undecided.size > 0 && !this.#first.has(result.id)) {
      this.#held.push(result);
      return;
    }
    this.#progress.ended(result);
    this.#undecided.delete(result.id);
    if (this.#undecided.size > 0) return;
    if (this.#hasTitle && this.#first.has(result.id)) this.#paper.write('');
    for (const held of this.#held.splice(0)) this.#progress.ended(held);
  }

  /** All have ended: tells what was blocked. */
  end(): void {
    this.stop();
    this.#listing.end();
  }

  stop(): void {
    this.#progress.stop();
  }

  #write(result: ScenarioResult): void {
    const { terminal, say, write } = this.#paper;
    if (this.#first.has(result.id) && result.status !== 'blocked') {
      if (!this.#hasTitle) write(say(t`Failed last time:`));
      this.#hasTitle = true;
      write(terminal.scenario(result));
    } else this.#listing.add(result);
  }
}
