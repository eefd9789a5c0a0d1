import { STUDENT_FILE } from '../lab.ts';
import { classify, linesOf } from './lines.ts';
import {
  REGION_NAMES,
  type Region,
  RegionError,
  type RegionErrorCode,
  type RegionName,
  type SourceFile,
} from './regions.ts';

/**
 * What a file with regions is.
 * - `skeleton`: the reference, with all three regions, each with stub and implementation.
 * - `variant`: another implementation of one or more regions, without stubs, and nothing else.
 */
export type FileKind = 'skeleton' | 'variant';

interface OpenRegion {
  readonly name: RegionName;
  readonly first: number;
  readonly stub: string[];
  readonly body: string[];
}

/**
 * Finds the regions of a file, in the order in which they stand there.
 * @throws RegionError naming file and line, for anything that is not exactly as it must be.
 */
export function parse(file: SourceFile, kind: FileKind): Region[] {
  const parser = new Parser(file, kind);
  const lines = linesOf(file);
  for (const [index, text] of lines.entries()) parser.take(text, index + 1);
  return parser.finish(lines.length);
}

/**
 * For every file of the lab but {@link STUDENT_FILE}: a region there would reach students whole.
 * @throws RegionError when the file has a marker, a stub line, or what looks like one.
 */
export function requireNoRegions(file: SourceFile): void {
  for (const [index, text] of file.text.split(/\r?\n/).entries()) {
    if (classify(file, text, index + 1).kind === 'text') continue;
    const message = `only ${STUDENT_FILE} may have regions, saw "${text.trim()}"`;
    throw new RegionError('not-the-student-file', file, index + 1, message);
  }
}

class Parser {
  readonly #file: SourceFile;
  readonly #kind: FileKind;
  readonly #regions: Region[] = [];
  #open: OpenRegion | undefined;

  constructor(file: SourceFile, kind: FileKind) {
    this.#file = file;
    this.#kind = kind;
  }

  take(text: string, at: number): void {
    const line = classify(this.#file, text, at);
    if (line.kind === 'open') this.#begin(line.name, at);
    else if (line.kind === 'close') this.#end(line.name, at);
    else if (line.kind === 'stub') this.#stub(line.text, at);
    else this.#text(line.text, at);
  }

  finish(lastLine: number): Region[] {
    const open = this.#open;
    if (open !== undefined) this.#fail('unclosed', open.first, `region ${open.name} has no end`);
    const found = this.#regions.map(({ name }) => name);
    const missing = REGION_NAMES.filter((name) => !found.includes(name));
    if (missing.length > 0 && (this.#kind === 'skeleton' || found.length === 0)) {
      this.#fail('missing', lastLine, `region ${missing.join(', ')} not found`);
    }
    return this.#regions;
  }

  #begin(name: string, at: number): void {
    const known = REGION_NAMES.find((candidate) => candidate === name);
    if (known === undefined) {
      this.#fail('unknown-name', at, `expected a region ${REGION_NAMES.join(', ')}, saw ${name}`);
    }
    if (this.#open !== undefined) {
      this.#fail('nested', at, `region ${name} begins inside region ${this.#open.name}`);
    }
    if (this.#regions.some((region) => region.name === name)) {
      this.#fail('duplicate', at, `a second region ${name}`);
    }
    this.#open = { name: known, first: at, stub: [], body: [] };
  }

  #end(name: string, at: number): void {
    const open = this.#open;
    if (open === undefined) this.#fail('not-open', at, `region ${name} ends but is not open`);
    if (open.name !== name) {
      this.#fail('wrong-end', at, `expected the end of region ${open.name}, saw that of ${name}`);
    }
    if (this.#kind === 'skeleton' && open.stub.length === 0) {
      this.#fail('no-stub', open.first, `region ${name} has no stub lines ("//| …")`);
    }
    if (open.body.every((line) => line.trim() === '')) {
      this.#fail('no-body', open.first, `region ${name} has no implementation`);
    }
    const { first, stub, body } = open;
    this.#regions.push({ name: open.name, stub, body, span: { first, last: at } });
    this.#open = undefined;
  }

  #stub(text: string, at: number): void {
    if (this.#kind === 'variant') this.#fail('stub-in-variant', at, 'a variant has no stub lines');
    const open = this.#open;
    if (open === undefined || open.body.length > 0) {
      this.#fail('stray-stub', at, 'stub lines stand at the start of a region, before its code');
    }
    open.stub.push(text);
  }

  #text(text: string, at: number): void {
    if (this.#open !== undefined) {
      this.#open.body.push(text);
    } else if (this.#kind === 'variant' && text.trim() !== '') {
      this.#fail('text-outside', at, 'a variant has nothing outside its regions: it would be lost');
    }
  }

  #fail(code: RegionErrorCode, line: number, message: string): never {
    throw new RegionError(code, this.#file, line, message);
  }
}
