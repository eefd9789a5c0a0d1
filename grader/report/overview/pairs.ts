import { type Said, t } from '../../text/text.ts';
import { htmlText } from '../escape.ts';
import { href, text } from '../page/markup.ts';
import { quoted } from '../terminal.ts';
import { SIMILAR, type SimilarPair, type SimilarSide } from './facts.ts';
import type { Overview } from './model.ts';

/** Pairs that are shown, and of each so much code; the file has all. */
const MAX_PAIRS = 50;
const MAX_FRAGMENTS = 3;
const MAX_LINES = 24;

/** Why there are no pairs. @param compared how many submissions had enough of their own. */
export function nothingShared(compared: number): Said {
  return compared < 2
    ? t`There is nothing to compare: fewer than two of them have enough of their own.`
    : t`No two of them share anything of their own.`;
}

/** The most similar pairs, when grade:similar has left them in the folder; else how to get them. */
export function pairsHtml(overview: Overview): string {
  const { tell, facts, path } = overview;
  const { similar } = facts;
  const title = `<h2 id="similar">${tell(t`Similar code`)}</h2>`;
  if (similar === undefined) {
    const command = `npm run grade:similar -- ${quoted(path)} --json ${quoted(`${path}/${SIMILAR}`)}`;
    const how = tell(
      t`Not compared yet. This compares them; then write this page anew with grade:report:`,
    );
    return `${title}\n<p>${how} <code>${text(command)}</code></p>`;
  }
  const { submissions, compared, pairs } = similar;
  const about = t`${compared} of ${submissions} submissions have enough of their own to be compared. This
    is a report, no verdict: the functions are short, and honest work looks alike. Read the code, and talk
    to the students, before you conclude anything.`;
  const shown = pairs.slice(0, MAX_PAIRS).map((pair) => pairHtml(pair, overview));
  const list =
    shown.length === 0
      ? `<p>${tell(nothingShared(compared))}</p>`
      : `<ol class="pairs">${shown.join('\n')}</ol>`;
  const all = `<p><a href="${href(SIMILAR)}">${tell(t`All pairs, as JSON`)}</a></p>`;
  return [title, `<p>${tell(about)}</p>`, list, all].join('\n');
}

function pairHtml(
  { left, right, similarity, overlap, longest, fragments }: SimilarPair,
  overview: Overview,
) {
  const { tell } = overview;
  const percent = Math.round(similarity * 100);
  const figures = tell(t`${overlap} fingerprints in both, at most ${longest} in a row`);
  const code = fragments
    .slice(0, MAX_FRAGMENTS)
    .map(
      (fragment) =>
        `<div class="sides">${sideCode(fragment.left)}${sideCode(fragment.right)}</div>`,
    );
  const unfolds =
    code.length === 0
      ? ''
      : `<details><summary>${tell(t`The longest passages, side by side`)}</summary>${code.join('')}</details>`;
  return `<li><strong>${percent} %</strong> ${sideHtml(left, overview)} – ${sideHtml(right, overview)} <span class="small">${figures}</span>${unfolds}</li>`;
}

/** A student, who is found in the table by it. */
function sideHtml({ student, name, attempt }: SimilarSide, { tell }: Overview): string {
  const called = name === undefined || name === student ? student : `${student} (${name})`;
  const which = attempt === 1 ? '' : ` <span class="small">${tell(t`attempt ${attempt}`)}</span>`;
  return `<button type="button" class="pick" data-find="${text(student)}"><bdi>${text(called)}</bdi></button>${which}`;
}

function sideCode(lines: SimilarPair['fragments'][number]['left']): string {
  const shown = lines
    .slice(0, MAX_LINES)
    .map(
      ({ line, text: code }) =>
        `<span class="line">${line}</span> ${htmlText(code.replaceAll('\n', ' ').replaceAll('\t', '  '))}`,
    );
  const more = lines.length > MAX_LINES ? ['…'] : [];
  return `<pre tabindex="0">${[...shown, ...more].join('\n')}</pre>`;
}
