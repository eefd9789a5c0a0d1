/** What a terminal is to this process. */

/** A stream that may be a terminal. */
interface Output {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** Columns of a terminal. Without one, or where it does not know its size and says 0: `usual`. */
export function columnsOf({ columns }: Output, usual: number): number {
  return columns || usual;
}

/**
 * True when somebody looks at both streams, so that a line may be drawn anew. In a terminal of 0 columns
 * it may not: there every text has endless lines, and a spinner would erase them for ever.
 */
export function isLive(stdout: Output = process.stdout, stderr: Output = process.stderr): boolean {
  return [stdout, stderr].every((output) => output.isTTY === true && columnsOf(output, 0) > 0);
}
