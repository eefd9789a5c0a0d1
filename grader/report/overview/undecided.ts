import { t } from '../../text/text.ts';
import { tell as told } from '../../text/told.ts';
import { text } from '../page/markup.ts';
import type { Overview } from './model.ts';

/** Who was not graded, and why; empty when everybody was. */
export function undecidedHtml({ rows, tell, say }: Overview): string {
  const undecided = rows.filter(({ status }) => status === 'not-graded');
  if (undecided.length === 0) return '';
  const items = undecided.map((row) => {
    const { student } = row;
    const name = student.name === undefined ? '' : ` <bdi>${text(student.name)}</bdi>`;
    return `<li><code>${text(student.id)}</code>${name}: ${text(told(say, row, 'reason'))}</li>`;
  });
  const what =
    undecided.length === 1
      ? t`1 was not graded, through no fault of theirs`
      : t`${undecided.length} were not graded, through no fault of theirs`;
  const then = t`They have no score, not 0. Run the same command again when the machine is well: what is
    graded is kept.`;
  return [
    '<section class="warning" aria-labelledby="not-graded">',
    `<h2 id="not-graded">${tell(what)}</h2>`,
    `<p>${tell(then)}</p>`,
    `<ul>${items.join('\n')}</ul>`,
    '</section>',
  ].join('\n');
}
