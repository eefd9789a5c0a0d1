import type { Message as Words } from '../text/text.ts';
import { Logs } from './logs.ts';

/** Who sends or receives: a server process by its number, or a named node of the grader's. */
export type Party = number | 'client' | 'master' | 'unknown';

/** One request on the wire. */
export interface Message {
  /** Counts from 1 in the order of sending. */
  readonly number: number;
  readonly from: Party;
  readonly to: Party;
  readonly method: string;
  /** The parameters as they came, not checked. */
  readonly params: unknown;
  /** True when the grader made it, false when a server of the submission did. */
  readonly made: boolean;
}

/** What happened, in the order in which the grader saw it. */
export type Step =
  | {
      readonly kind: 'sent' | 'delivered' | 'held' | 'delayed' | 'dropped' | 'copied';
      readonly message: Message;
    }
  /** A link put `message` in the place of the one with the number `instead`. */
  | { readonly kind: 'altered'; readonly message: Message; readonly instead: number }
  /** A server answered a message with an error. */
  | { readonly kind: 'answered'; readonly message: Message; readonly error: string }
  /** The grader ended, stopped or continued a server process, or it ended by itself. */
  | { readonly kind: 'killed' | 'exited' | 'frozen' | 'thawed'; readonly server: number }
  /** A step of the scenario's story, in words. */
  | { readonly kind: 'note'; readonly text: Words };

/** A step with its place and time; `atMs` counts from the start of the trace. */
export type TraceStep = Step & { readonly index: number; readonly atMs: number };

/** All that was seen in one scene. The only evidence that verdicts rest on. */
export class Trace {
  readonly #steps: TraceStep[] = [];
  readonly #watchers = new Set<() => void>();
  /** What servers printed meanwhile: no steps, and no evidence. */
  readonly logs = new Logs();
  readonly #startMs = performance.now();
  #messages = 0;

  get steps(): readonly TraceStep[] {
    return this.#steps;
  }

  /** Milliseconds since the start of the trace. */
  get nowMs(): number {
    return performance.now() - this.#startMs;
  }

  /** Records that a message was sent, and numbers it. */
  sent(message: Omit<Message, 'number'>): Message {
    const numbered = this.numbered(message);
    this.add({ kind: 'sent', message: numbered });
    return numbered;
  }

  /** Gives a message its number, unrecorded. */
  numbered(message: Omit<Message, 'number'>): Message {
    this.#messages += 1;
    return { ...message, number: this.#messages };
  }

  add(step: Step): void {
    this.#steps.push({ ...step, index: this.#steps.length, atMs: this.nowMs });
    for (const watcher of [...this.#watchers]) watcher();
  }

  /** Keeps a line that a server printed; nobody who waits is told. */
  log(server: number, tell: () => Words): void {
    this.logs.add({ atMs: this.nowMs, after: this.#messages, server, tell });
  }

  /** Resolves when `condition` holds after some step, or when the signal is aborted. */
  async when(condition: () => boolean, signal: AbortSignal): Promise<void> {
    if (condition() || signal.aborted) return;
    await new Promise<void>((resolve) => {
      const finish = (): void => {
        this.#watchers.delete(check);
        signal.removeEventListener('abort', finish);
        resolve();
      };
      const check = (): void => {
        if (condition()) finish();
      };
      this.#watchers.add(check);
      signal.addEventListener('abort', finish);
    });
  }
}
