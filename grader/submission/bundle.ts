import { basename, dirname, relative, resolve, sep } from 'node:path';
import { GREATEST_LOWER_BOUND, originalPositionFor, TraceMap } from '@jridgewell/trace-mapping';

/** Longest line in which places are looked for. */
const MAX_LINE_CHARS = 2_000;

/** A built submission: one file for `node`, and the way back to the sources. */
export class Bundle {
  readonly file: string;
  readonly #root: string;
  readonly #mapText: string;
  readonly #places: RegExp;
  #map: TraceMap | undefined;

  /**
   * @param file the bundle.
   * @param mapText its source map.
   * @param root of the lab's tree: places are told as paths inside it.
   */
  constructor(file: string, mapText: string, root: string) {
    this.file = file;
    this.#root = root;
    this.#mapText = mapText;
    const name = basename(file).replaceAll('.', '\\.');
    this.#places = new RegExp(`[^\\s()]*${name}:(\\d+)(?::(\\d+))?`, 'g');
  }

  /**
   * What a server printed, with places in the bundle told as places in the lab's sources. Very
   * long lines are left as they are: no error has one, and a flood must not cost the grader time.
   */
  readable(output: string): string {
    if (!output.includes(`${basename(this.file)}:`)) return output;
    const lines = output.split('\n');
    return lines.map((line) => (line.length > MAX_LINE_CHARS ? line : this.#told(line))).join('\n');
  }

  #told(text: string): string {
    return text.replace(this.#places, (place, line: string, column?: string) => {
      this.#map ??= new TraceMap(this.#mapText); // read when the first place is asked for
      const found = originalPositionFor(this.#map, {
        line: Number(line),
        column: column === undefined ? Number.MAX_SAFE_INTEGER : Number(column) - 1,
        bias: GREATEST_LOWER_BOUND,
      });
      if (found.source === null) return place;
      const source = relative(this.#root, resolve(dirname(this.file), found.source));
      const where = `${source.split(sep).join('/')}:${found.line}`;
      return column === undefined ? where : `${where}:${found.column + 1}`;
    });
  }
}
