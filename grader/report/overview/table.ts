import type { CourseRow } from '../../score/course.ts';
import { lateMark } from '../../score/late.ts';
import { t } from '../../text/text.ts';
import { tell as told } from '../../text/told.ts';
import { href, text } from '../page/markup.ts';
import { cell, columnHead } from './markup.ts';
import { failedIn, type Overview, percentOf } from './model.ts';
import { REPORTS, reportFile } from './names.ts';

/** Failed scenarios of a row that are seen at once; the others unfold. */
const SHOWN_FAILED = 3;

/** All submissions: one row an attempt, and one for each student without any. */
export function tableHtml(overview: Overview): string {
  const { rows, tell, statistics } = overview;
  const isOften = hasAttempts(rows);
  const number = { numeric: true };
  const head = [
    columnHead('id', tell(t`Student`), { sorted: true }),
    columnHead('name', tell(t`Name`)),
    ...(isOften ? [columnHead('attempt', tell(t`Attempt`), number)] : []),
    columnHead('status', tell(t`Status`)),
    columnHead('score', tell(t`Score, of ${statistics.maxScore}`), number),
    columnHead('raw', tell(t`Raw score`), number),
    columnHead('late', tell(t`Late`), number),
    columnHead('failed', tell(t`Failed scenarios`), { numeric: true, atEnd: false }),
    columnHead('problem', tell(t`Problem`)),
    columnHead('report', tell(t`Report`)),
  ];
  const body = rows.map((row) => rowHtml(row, overview, isOften));
  const classes = isOften ? 'sortable often' : 'sortable';
  // The style makes grids of the rows, so that a browser lays out only those that are seen; the roles
  // say that it still is a table.
  return [
    `<table role="table" id="students" class="${classes}" aria-label="${tell(t`Submissions`)}">`,
    `<thead role="rowgroup"><tr role="row">${head.join('')}</tr></thead>`,
    `<tbody role="rowgroup">${body.join('\n')}</tbody></table>`,
  ].join('\n');
}

/** True when some student stands in several rows. */
export function hasAttempts(rows: readonly CourseRow[]): boolean {
  return new Set(rows.map(({ student }) => student.id)).size < rows.length;
}

function rowHtml(row: CourseRow, overview: Overview, isOften: boolean): string {
  const { student, attempt, status, score, rawScore } = row;
  const failed = failedIn(row);
  const points = (value: number | null) =>
    cell(value === null ? '–' : String(value), value ?? '', 'number');
  const cells = [
    `<th role="rowheader" scope="row" data-sort="${text(student.id)}"><bdi>${text(student.id)}</bdi></th>`,
    cell(`<bdi>${text(student.name ?? '')}</bdi>`),
    ...(isOften ? [attemptCell(row)] : []),
    cell(`<span class="status ${status}">${statusText(row, overview)}</span>`),
    points(score),
    points(rawScore),
    lateCell(row, overview),
    cell(failedHtml(failed), row.result === undefined ? '' : failed.length, 'failed'),
    problemCell(row, overview),
    reportCell(row, overview),
  ];
  const percent = percentOf(row);
  const { name = '', email = '', section = '' } = student;
  const { problem } = row.result ?? {};
  const words = [student.id, name, email, section, ...failed, problem?.code ?? ''].join(' ');
  const data = [
    `data-status="${status}"`,
    ...(percent === undefined ? [] : [`data-percent="${percent}"`]),
    `data-failed=" ${text(failed.join(' '))} "`,
    `data-text="${text(words.toLowerCase())}"`,
    ...(overview.counted.has(row) ? [] : ['data-earlier']),
    ...(attempt === undefined ? [] : [`data-attempt="${attempt.number}"`]),
  ];
  return `<tr role="row" ${data.join(' ')}>${cells.join('')}</tr>`;
}

function attemptCell({ attempt }: CourseRow): string {
  if (attempt === undefined) return cell('', '', 'number');
  return cell(`${attempt.number}/${attempt.of}`, attempt.number, 'number');
}

function statusText({ status }: CourseRow, { tell }: Overview): string {
  if (status === 'graded') return tell(t`graded`);
  return status === 'missing' ? tell(t`handed in nothing`) : tell(t`not graded`);
}

function lateCell(row: CourseRow, { tell }: Overview): string {
  const { lateness } = row;
  const mark = lateMark(row);
  if (mark === 'no') return cell('', 0, 'number late');
  if (lateness !== undefined) {
    const { days, deducted } = lateness;
    const said = days === 1 ? t`1 day, −${deducted}` : t`${days} days, −${deducted}`;
    return cell(tell(said), days, 'number late');
  }
  // It was marked late, and no policy counted days: after those on time, before those with days.
  return cell(
    tell(mark === 'yes' ? t`late` : t`late, nobody knows by how much`),
    0.5,
    'number late',
  );
}

function failedHtml(failed: readonly string[]): string {
  if (failed.length === 0) return '';
  const list = (ids: readonly string[]) => ids.map((id) => `<code>${text(id)}</code>`).join(' ');
  const count = `<b class="count">${failed.length}</b> `;
  if (failed.length <= SHOWN_FAILED + 1) return count + list(failed);
  const [first, rest] = [failed.slice(0, SHOWN_FAILED), failed.slice(SHOWN_FAILED)];
  const more = `<details><summary>+${rest.length}</summary>${list(rest)}</details>`;
  return `${count}${list(first)} ${more}`;
}

function problemCell(row: CourseRow, { say }: Overview): string {
  const problem = row.result?.problem;
  if (problem !== undefined) {
    const message = text(told(say, problem, 'message'));
    return cell(
      `<code>${text(problem.code)}</code> <span class="small">${message}</span>`,
      undefined,
      'problem',
    );
  }
  const reason = text(told(say, row, 'reason'));
  return cell(`<span class="small">${reason}</span>`, undefined, 'problem');
}

function reportCell(row: CourseRow, { pages, tell }: Overview): string {
  const file = reportFile(row);
  if (!pages.has(file)) return cell('');
  const label = tell(t`Report of ${row.student.id}`);
  const link = `<a href="${href(REPORTS, file)}" aria-label="${label}">${tell(t`Report`)}</a>`;
  return cell(link, 'report');
}
