import type { ScenarioResult } from '../score/result.ts';
import type { TerminalReport } from './terminal.ts';

/** Writes scenarios as they end, under the titles of their groups; what was blocked comes last. */
export class Listing {
  readonly #terminal: TerminalReport;
  readonly #write: (line: string) => void;
  readonly #ended: ScenarioResult[] = [];
  #group: string | undefined;

  constructor(terminal: TerminalReport, write: (line: string) => void) {
    this.#terminal = terminal;
    this.#write = write;
  }

  /** The next one, in the order of the groups. */
  add(result: ScenarioResult): void {
    this.#ended.push(result);
    const { status, group } = result;
    if (status === 'blocked') return;
    if (group !== this.#group) {
      if (this.#group !== undefined) this.#write('');
      this.#write(this.#terminal.group(group));
      this.#group = group;
    }
    this.#write(this.#terminal.scenario(result));
  }

  end(): void {
    const lines = this.#terminal.blocked(this.#ended);
    if (lines.length > 0 && this.#group !== undefined) this.#write('');
    for (const line of lines) this.#write(line);
  }
}
