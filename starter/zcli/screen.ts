import { clearScreenDown, cursorTo, type Interface } from 'node:readline';

/** A stream that text goes to. `isTTY`: a person looks at it. */
export type Output = NodeJS.WritableStream & { readonly isTTY?: boolean };

/**
 * Prints whole lines to a terminal that may show a prompt: a line that comes while somebody types
 * goes above the prompt, and what was typed stays.
 */
export class Screen {
  readonly stdout: Output;
  readonly #stderr: Output;
  #prompt: Interface | undefined;

  constructor(stdout: Output = process.stdout, stderr: Output = process.stderr) {
    this.stdout = stdout;
    this.#stderr = stderr;
  }

  /** Prints to standard output. */
  readonly out = (text: string): void => this.#print(this.stdout, text);

  /** Prints to standard error. */
  readonly err = (text: string): void => this.#print(this.#stderr, text);

  /** From now on there is a prompt at the bottom. */
  showPrompt(prompt: Interface): void {
    this.#prompt = prompt;
    prompt.prompt();
  }

  /** The line at the bottom was entered. */
  hidePrompt(): void {
    this.#prompt = undefined;
  }

  #print(stream: Output, text: string): void {
    if (this.#prompt !== undefined) {
      cursorTo(this.stdout, 0);
      clearScreenDown(this.stdout);
    }
    stream.write(`${text}\n`);
    this.#prompt?.prompt(true); // true: the cursor stays where it was in what was typed
  }
}
