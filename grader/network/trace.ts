/** Who sends or receives: a server by its id, or a named node of the grader's. */
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
  | { readonly kind: 'sent' | 'delivered' | 'held' | 'dropped'; readonly message: Message }
  /** A server answered a message with an error. */
  | { readonly kind: 'answered'; readonly message: Message; readonly error: string }
  /** The grader ended a server, or it ended by itself. */
  | { readonly kind: 'killed' | 'exited'; readonly server: number };

/** A step with its place and time; `atMs` counts from the start of the trace. */
export type TraceStep = Step & { readonly index: number; readonly atMs: number };

/** All that was seen in one scenario. The only evidence that verdicts rest on. */
export class Trace {
  readonly #steps: TraceStep[] = [];
  readonly #watchers = new Set<() => void>();
  readonly #startMs = performance.now();
  #messages = 0;

  get steps(): readonly TraceStep[] {
    return this.#steps;
  }

  /** Records that a message was sent, and numbers it. */
  sent(message: Omit<Message, 'number'>): Message {
    this.#messages += 1;
    const numbered = { ...message, number: this.#messages };
    this.add({ kind: 'sent', message: numbered });
    return numbered;
  }

  add(step: Step): void {
    const atMs = performance.now() - this.#startMs;
    this.#steps.push({ ...step, index: this.#steps.length, atMs });
    for (const watcher of [...this.#watchers]) watcher();
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
