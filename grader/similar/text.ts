import { nothingShared } from '../report/overview/pairs.ts';
import { plain } from '../report/plain.ts';
import { padded, paddedBefore, widthOf, wrapped } from '../report/width.ts';
import type { Say } from '../text/language.ts';
import { english, type Said, t } from '../text/text.ts';
import { saidIn } from '../text/told.ts';
import type { Fragment, Left, Similarities, SimilarPair } from './similarities.ts';

/** Lines of one passage that are shown; and how many passages of a pair. */
const MAX_LINES = 16;
const MAX_LISTED = 20;
const GAP = ' | ';
/** Longer lines of prose are hard to read. */
const MOST_COLUMNS = 100;

/** What is compared, and what the reader should make of it; wrapped to the terminal. */
const COMPARED = t`Compared is what students wrote: commit, CommitRpc, verifyBallotCommit and their own
  helpers. Names, values, comments, types and logging are ignored; what the starter or most others have
  is left out.`;
const CAUTION = t`This is a report, no verdict. The functions are short, all solve one task with the same
  few calls, and honest work looks alike: read the code, and talk to the students, before you conclude
  anything.`;
const LEGEND = t`similarity: share of their own fingerprints that both have; overlap: how many that are,
  on both sides; longest: most in a row. A fingerprint is eight tokens.`;

/** The report for people. @param columns how wide a line may be. */
export function similarText(found: Similarities, columns: number, say: Say = english): string {
  const { submissions, compared, pairs, leftOut, cut } = found;
  const paragraph = (said: Said): string => wrapped(say(said), Math.min(columns, MOST_COLUMNS));
  const head = say(t`Similar code: ${submissions} submissions, ${compared} of them compared.`);
  const parts = [`${head}\n${paragraph(COMPARED)}`, paragraph(CAUTION)];
  if (pairs.length === 0) parts.push(say(nothingShared(compared)));
  else {
    parts.push(`${ranking(pairs, say)}\n\n${paragraph(LEGEND)}`);
    parts.push(...pairs.map((pair, index) => told(pair, index + 1, columns, say)));
  }
  if (leftOut.length > 0) parts.push(listed(t`Not compared:`, leftOut, say));
  if (cut.length > 0) {
    const why = english(t`very large: only its beginning was compared`);
    const sides = cut.map((side) => ({ ...side, why }));
    parts.push(listed(t`Cut:`, sides, say));
  }
  return `${parts.join('\n\n')}\n`;
}

/** A table of the pairs; its numbers stand below the ends of their titles. */
function ranking(pairs: readonly SimilarPair[], say: Say): string {
  const titles = [t`similarity`, t`overlap`, t`longest`].map(say);
  const widths = titles.map((title) => widthOf(title) + 1);
  const line = (place: string, cells: readonly string[], last: string): string => {
    const numbers = cells.map((cell, index) => paddedBefore(cell, widths[index] ?? 0));
    return `${place.padStart(4)}${numbers.join('')}  ${last}`;
  };
  const rows = pairs.map(({ left, right, similarity, overlap, longest }, index) =>
    line(
      String(index + 1),
      [percent(similarity), String(overlap), String(longest)],
      `${who(left, say)} – ${who(right, say)}`,
    ),
  );
  return [line('#', titles, say(t`pair`)), ...rows].join('\n');
}

function told(pair: SimilarPair, place: number, columns: number, say: Say): string {
  const { left, right, similarity, fragments } = pair;
  const title = `${place}. ${who(left, say)} – ${who(right, say)}: ${percent(similarity)}`;
  const files = `   ${line(left.file)}  |  ${line(right.file)}`;
  if (fragments.length === 0) {
    return `${title}\n${files}\n   ${say(t`(repeats itself: nothing is aligned)`)}`;
  }
  const shown = fragments.map((fragment) => sideBySide(fragment, columns, say));
  return `${title}\n${files}\n${shown.join('\n   ...\n')}`;
}

/** The lines of one passage, those of either side below each other. */
function sideBySide({ left, right }: Fragment, columns: number, say: Say): string {
  const width = Math.max(20, Math.floor((columns - 3 - GAP.length) / 2));
  const count = Math.min(MAX_LINES, Math.max(left.length, right.length));
  const rows = Array.from({ length: count }, (_, row) =>
    `   ${cell(left[row], width)}${GAP}${cell(right[row], width)}`.trimEnd(),
  );
  const more = Math.max(left.length, right.length) - count;
  return [...rows, ...(more > 0 ? [`   ${say(t`(and ${more} more lines)`)}`] : [])].join('\n');
}

function cell(shown: Fragment['left'][number] | undefined, width: number): string {
  if (shown === undefined) return ' '.repeat(width);
  const text = `${String(shown.line).padStart(4)} ${line(shown.text.replaceAll('\t', '  '))}`;
  return fitted(text, width);
}

/** Cut or filled to a width in columns of a terminal. */
function fitted(text: string, width: number): string {
  let fits = '';
  for (const character of text) {
    if (widthOf(fits + character) > width) break;
    fits += character;
  }
  return padded(fits, width);
}

function listed(title: Said, sides: readonly Left[], say: Say): string {
  const rows = sides
    .slice(0, MAX_LISTED)
    .map((side) => `  ${say(t`${who(side, say)}: ${saidIn(side, 'why')}`)}`);
  const more = sides.length - rows.length;
  return [
    say(title),
    ...rows,
    ...(more > 0 ? [`  ${say(t`and ${more} submissions more`)}`] : []),
  ].join('\n');
}

function who({ student, name, attempt }: Omit<Left, 'why'>, say: Say): string {
  const called = name === undefined || name === student ? student : `${student} (${name})`;
  return line(attempt === 1 ? called : say(t`${called}, attempt ${attempt}`));
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Nothing of a submission or a platform may start a line of its own. */
function line(text: string): string {
  return plain(text).replaceAll('\n', '\\n');
}
