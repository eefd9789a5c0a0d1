import { StringDecoder } from 'node:string_decoder';
import type { Trace } from '../network/trace.ts';
import { t } from '../text/text.ts';
import type { Kit } from './kit.ts';

/** Longest line that is kept whole. */
const MAX_LINE_CHARS = 500;

/**
 * Told each line that a process prints, without its line break.
 * @param start the line; of a long one its beginning.
 * @param chars how long the line is.
 */
export type Print = (start: string, chars: number) => void;

/**
 * What a server prints belongs to the trace of the moment.
 * @returns `undefined` where it is not kept.
 */
export function printer(
  { logs = false, bundle }: Kit,
  server: number,
  traceNow: () => Trace,
): Print | undefined {
  if (!logs) return undefined;
  return (start, chars) => {
    const text = (): string => bundle.readable(start);
    const isWhole = chars === start.length;
    traceNow().log(server, () => (isWhole ? text() : t`${text()}… (${chars} characters)`));
  };
}

/** Cuts what a process prints on one stream into lines; a line that never ends costs no memory. */
export class PrintedLines {
  readonly #print: Print;
  readonly #decoder = new StringDecoder('utf8');
  /** The beginning of the line that is not at its end yet, and how long that line is so far. */
  #start = '';
  #chars = 0;

  constructor(print: Print) {
    this.#print = print;
  }

  push(chunk: Buffer): void {
    this.#read(this.#decoder.write(chunk));
  }

  /** The stream is at its end: what stands behind the last line break is a line, too. */
  close(): void {
    this.#read(this.#decoder.end());
    if (this.#chars > 0) this.#end();
  }

  #read(text: string): void {
    const [first = '', ...rest] = text.split('\n');
    this.#goOn(first);
    for (const next of rest) {
      this.#end();
      this.#goOn(next);
    }
  }

  #goOn(text: string): void {
    // One more than is kept: it may be the half of a line break, or of a character.
    this.#start += text.slice(0, Math.max(0, MAX_LINE_CHARS + 1 - this.#start.length));
    this.#chars += text.length;
  }

  #end(): void {
    const line = this.#start.replace(/\r$/, '');
    const chars = this.#chars - (this.#start.length - line.length);
    // No half of a character that takes two.
    this.#print(line.slice(0, MAX_LINE_CHARS).replace(/[\ud800-\udbff]$/, ''), chars);
    this.#start = '';
    this.#chars = 0;
  }
}
