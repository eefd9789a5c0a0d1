import {
  File,
  type FileEntry,
  FingerprintIndex,
  type Pair,
  Region,
  TokenizedFile,
} from '@dodona/dolos-core';
import { GraderBug, UsageError } from '../errors.ts';
import { type Said, t } from '../text/text.ts';
import { spelled } from '../text/told.ts';
import { type OwnCode, ownCode, shapesOf, wholeCode } from './extract.ts';
import type { Fragment, Left, Similarities } from './similarities.ts';
import type { Source } from './sources.ts';
import type { TypeScript } from './tokens.ts';

/**
 * Tokens of one fingerprint, and of how many in a row one is kept: all, for these functions have
 * some 200. Measured on the right but independent fixtures and on disguised copies of them: with 8
 * tokens all copies come before all others; with 12 and more, reordered statements hide some.
 */
const TOKENS_PER_FINGERPRINT = 8;
const FINGERPRINTS_PER_WINDOW = 1;

/** Fewer fingerprints of one's own say nothing: such code only follows what the starter shows. */
export const LEAST_OWN = 30;

/** What more submissions than this share of all have is nobody's own; never fewer than the number. */
const COMMON_SHARE = 0.5;
const LEAST_COMMON = 4;

export const MAX_SUBMISSIONS = 2_000;
/** Passages of one pair that are shown: the longest ones, and none of a single fingerprint. */
const LEAST_FRAGMENT = 2;
const MAX_FRAGMENTS = 6;
/** Of code that repeats itself everything matches everything: beyond this nothing is aligned. */
const MAX_MATCHES = 20_000;

interface Entry {
  readonly source: Source;
  readonly code: OwnCode;
  readonly file: TokenizedFile;
  readonly shared: FileEntry['shared'];
  /** How many fingerprints neither the starter nor most others have. */
  readonly own: number;
}

/**
 * Compares all submissions with each other, by fingerprints of what their authors wrote.
 * @param starter the text of the starter's `server.ts`: what is in it counts for nobody.
 * @param top how many pairs to return, the most similar first.
 * @throws UsageError when there are fewer than two submissions, or too many.
 */
export function compare(
  compiler: TypeScript,
  sources: readonly Source[],
  starter: string,
  top: number,
): Similarities {
  if (sources.length < 2 || sources.length > MAX_SUBMISSIONS) {
    throw new UsageError(
      t`expected 2 to ${MAX_SUBMISSIONS} submissions to compare, saw ${sources.length}`,
    );
  }
  const leftOut: Left[] = [];
  const { index, entries } = indexed(compiler, sources, starter, leftOut);
  const compared = entries.filter(({ own }) => own >= LEAST_OWN);
  for (const { source, own } of entries.filter((entry) => !compared.includes(entry))) {
    const why =
      own === 0
        ? t`nothing beside what the starter or most others have`
        : t`only ${own} fingerprints beside what the starter or most others have`;
    leftOut.push({ ...named(source), ...spelled({ why }) });
  }
  const ranked = best(pairsOf(index, compared), top);
  return {
    schema: 'pbft-lab/similar/v1',
    submissions: sources.length,
    compared: compared.length,
    leftOut,
    cut: entries.filter(({ code }) => code.cut).map(({ source }) => named(source)),
    pairs: ranked.map((one) => ({
      left: { ...named(one.left.source), own: one.left.own },
      right: { ...named(one.right.source), own: one.right.own },
      similarity: one.similarity,
      overlap: one.pair.overlap,
      longest: one.pair.longest,
      fragments: fragmentsOf(one),
    })),
  };
}

function indexed(
  compiler: TypeScript,
  sources: readonly Source[],
  starter: string,
  leftOut: Left[],
): { index: FingerprintIndex; entries: Entry[] } {
  const shapes = shapesOf(compiler, starter);
  const read: { source: Source; code: OwnCode; file: TokenizedFile }[] = [];
  for (const source of sources) {
    const code = codeOf(compiler, source, shapes);
    if ('text' in code) leftOut.push({ ...named(source), ...spelled({ why: code }) });
    else read.push({ source, code, file: tokenized(source.file, code) });
  }
  const common = Math.max(LEAST_COMMON, Math.ceil(read.length * COMMON_SHARE));
  const index = new FingerprintIndex(
    TOKENS_PER_FINGERPRINT,
    FINGERPRINTS_PER_WINDOW,
    false,
    common,
  );
  index.addFiles(read.map(({ file }) => file));
  // After the others: what is ignored first is forgotten when they are added.
  index.addIgnoredFile(tokenized('starter', wholeCode(compiler, starter)));
  const known = new Map(index.entries().map((entry) => [entry.file.id, entry]));
  const entries = read.map(({ source, code, file }): Entry => {
    const { shared, ignored, kgrams } = found(known, file);
    const common = [...ignored].map((print) => print.occurrencesOf(file).length);
    const own = kgrams.length - common.reduce((sum, count) => sum + count, 0);
    return { source, code, file, shared, own };
  });
  return { index, entries };
}

function found(known: ReadonlyMap<number, FileEntry>, { id, path }: TokenizedFile): FileEntry {
  const entry = known.get(id);
  if (entry === undefined) throw new GraderBug(t`${path} is not in the index`);
  return entry;
}

/** The code that is compared, or why there is none. */
function codeOf(
  compiler: TypeScript,
  { text }: Source,
  shapes: ReadonlyMap<string, string>,
): OwnCode | Said {
  try {
    return ownCode(compiler, text, shapes) ?? t`it has no class Server`;
  } catch (error) {
    if (error instanceof RangeError) return t`it is nested too deeply to be read`;
    throw error;
  }
}

function tokenized(name: string, { lines, tokens }: OwnCode): TokenizedFile {
  const regions = tokens.map(
    ({ row, column, endRow, endColumn }) => new Region(row, column, endRow, endColumn),
  );
  const kinds = tokens.map(({ kind }) => kind);
  return new TokenizedFile(new File(name, lines.join('\n')), kinds, regions);
}

interface Ranked {
  readonly pair: Pair;
  readonly left: Entry;
  readonly right: Entry;
  readonly similarity: number;
}

/** All pairs that share something; attempts of one student are no pair. */
function* pairsOf(index: FingerprintIndex, entries: readonly Entry[]): Generator<Ranked> {
  for (const [place, left] of entries.entries()) {
    for (const right of entries.slice(place + 1)) {
      if (left.source.student === right.source.student) continue;
      const pair = index.getPair(left.file, right.file);
      if (pair.overlap === 0) continue;
      yield { pair, left, right, similarity: pair.overlap / (left.own + right.own) };
    }
  }
}

/** The most similar pairs, of two students the most similar attempts. */
function best(pairs: Iterable<Ranked>, top: number): Ranked[] {
  const kept = new Map<string, Ranked>();
  for (const one of pairs) {
    const key = JSON.stringify([one.left.source.student, one.right.source.student]);
    const known = kept.get(key);
    if (known === undefined || order(one, known) < 0) kept.set(key, one);
    if (kept.size > 2 * top + 1) for (const key of lowest(kept, top)) kept.delete(key);
  }
  return [...kept.values()].sort(order).slice(0, top);
}

function lowest(kept: ReadonlyMap<string, Ranked>, top: number): string[] {
  return [...kept]
    .sort(([, a], [, b]) => order(a, b))
    .slice(top)
    .map(([key]) => key);
}

function order(a: Ranked, b: Ranked): number {
  return (
    b.similarity - a.similarity ||
    b.pair.overlap - a.pair.overlap ||
    b.pair.longest - a.pair.longest
  );
}

/** The longest passages that both have, with line numbers of the submissions. */
function fragmentsOf({ pair, left, right }: Ranked): Fragment[] {
  if (matchesOf(pair, left, right) > MAX_MATCHES) return [];
  const longest = pair
    .buildFragments(LEAST_FRAGMENT)
    .sort((a, b) => b.leftkgrams.length - a.leftkgrams.length)
    .slice(0, MAX_FRAGMENTS);
  return longest.map(({ leftkgrams, leftSelection, rightSelection }) => ({
    fingerprints: leftkgrams.length,
    left: linesIn(left.code, leftSelection),
    right: linesIn(right.code, rightSelection),
  }));
}

/** How many fingerprints of one side meet one of the other. */
function matchesOf({ leftFile, rightFile }: Pair, left: Entry, right: Entry): number {
  let matches = 0;
  for (const print of left.shared) {
    if (!right.shared.has(print)) continue;
    matches += print.occurrencesOf(leftFile).length * print.occurrencesOf(rightFile).length;
  }
  return matches;
}

function linesIn({ lines, numbers }: OwnCode, { startRow, endRow }: Region): Fragment['left'] {
  const rows = Array.from({ length: endRow - startRow + 1 }, (_, offset) => startRow + offset);
  return rows.map((row) => ({ line: numbers[row] ?? 0, text: lines[row] ?? '' }));
}

function named({ student, name, attempt, file }: Source): Omit<Left, 'why'> {
  return { student, ...(name === undefined ? {} : { name }), attempt, file };
}
