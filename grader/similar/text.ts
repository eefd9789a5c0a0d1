import { plain } from '../report/plain.ts';
import type { Fragment, Left, Similarities, SimilarPair } from './similarities.ts';

/** Lines of one passage that are shown; and how many passages of a pair. */
const MAX_LINES = 16;
const MAX_LISTED = 20;
const GAP = ' | ';

const CAUTION =
  'This is a report, no verdict. The functions are short, all solve one task with the same few ' +
  'calls,\nand honest work looks alike: read the code, and talk to the students, before you ' +
  'conclude anything.';

/** The report for people. @param columns how wide a line may be. */
export function similarText(found: Similarities, columns: number): string {
  const { submissions, compared, pairs, leftOut, cut } = found;
  const head =
    `Similar code: ${submissions} submissions, ${compared} of them compared.\n` +
    'Compared is what students wrote: commit, CommitRpc, verifyBallotCommit and their own helpers.\n' +
    'Names, values, comments, types and logging are ignored; what the starter or most others have\n' +
    'is left out.';
  const parts = [head, CAUTION];
  if (pairs.length === 0) parts.push('No two of them share anything of their own.');
  else parts.push(ranking(pairs), ...pairs.map((pair, index) => told(pair, index + 1, columns)));
  if (leftOut.length > 0) parts.push(listed('Not compared:', leftOut));
  if (cut.length > 0) {
    const why = 'very large: only its beginning was compared';
    parts.push(
      listed(
        'Cut:',
        cut.map((side) => ({ ...side, why })),
      ),
    );
  }
  return `${parts.join('\n\n')}\n`;
}

function ranking(pairs: readonly SimilarPair[]): string {
  const rows = pairs.map(({ left, right, similarity, overlap, longest }, index) => {
    const figures = [percent(similarity).padStart(10), String(overlap).padStart(8)];
    const place = String(index + 1).padStart(4);
    return `${place}${figures.join('')}${String(longest).padStart(8)}  ${who(left)} – ${who(right)}`;
  });
  const legend =
    'similarity: share of their own fingerprints that both have; overlap: how many that are, on both\n' +
    'sides; longest: most in a row. A fingerprint is eight tokens.';
  return `   #similarity overlap longest  pair\n${rows.join('\n')}\n\n${legend}`;
}

function told({ left, right, similarity, fragments }: SimilarPair, place: number, columns: number) {
  const title = `${place}. ${who(left)} – ${who(right)}: ${percent(similarity)}`;
  const files = `   ${line(left.file)}  |  ${line(right.file)}`;
  if (fragments.length === 0) return `${title}\n${files}\n   (repeats itself: nothing is aligned)`;
  const shown = fragments.map((fragment) => sideBySide(fragment, columns));
  return `${title}\n${files}\n${shown.join('\n   ...\n')}`;
}

/** The lines of one passage, those of either side below each other. */
function sideBySide({ left, right }: Fragment, columns: number): string {
  const width = Math.max(20, Math.floor((columns - 3 - GAP.length) / 2));
  const count = Math.min(MAX_LINES, Math.max(left.length, right.length));
  const rows = Array.from({ length: count }, (_, row) =>
    `   ${cell(left[row], width)}${GAP}${cell(right[row], width)}`.trimEnd(),
  );
  const more = Math.max(left.length, right.length) - count;
  return [...rows, ...(more > 0 ? [`   (and ${more} more lines)`] : [])].join('\n');
}

function cell(shown: Fragment['left'][number] | undefined, width: number): string {
  if (shown === undefined) return ' '.repeat(width);
  const text = `${String(shown.line).padStart(4)} ${line(shown.text.replaceAll('\t', '  '))}`;
  return fitted(text, width);
}

/** Cut or filled to a width in columns of a terminal, where East Asian characters take two. */
function fitted(text: string, width: number): string {
  let fits = '';
  let used = 0;
  for (const character of text) {
    const takes = WIDE.test(character) ? 2 : 1;
    if (used + takes > width) break;
    fits += character;
    used += takes;
  }
  return fits + ' '.repeat(width - used);
}

const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303f\uff01-\uff60]/u;

function listed(title: string, sides: readonly Left[]): string {
  const rows = sides.slice(0, MAX_LISTED).map((side) => `  ${who(side)}: ${side.why}`);
  const more = sides.length - rows.length;
  return [title, ...rows, ...(more > 0 ? [`  and ${more} more`] : [])].join('\n');
}

function who({ student, name, attempt }: Omit<Left, 'why'>): string {
  const called = name === undefined || name === student ? student : `${student} (${name})`;
  return line(attempt === 1 ? called : `${called}, attempt ${attempt}`);
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** Nothing of a submission or a platform may start a line of its own. */
function line(text: string): string {
  return plain(text).replaceAll('\n', '\\n');
}
