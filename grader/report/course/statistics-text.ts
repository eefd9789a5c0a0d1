import type { CourseRow } from '../../score/course.ts';
import {
  type CourseStatistics,
  type ScenarioStatistics,
  statisticsOf,
} from '../../score/statistics.ts';
import type { Say } from '../../text/language.ts';
import { english, type Said, t } from '../../text/text.ts';
import { oneLine } from '../escape.ts';
import { listOf } from '../list.ts';
import { padded, paddedBefore, widthOf } from '../width.ts';

/** The longest bar of the histogram, in characters. */
const BAR_CHARS = 40;
const BIN_CHARS = 8;
/** The longest id of the catalogue; longer ones are not cut, they only stand out. */
const ID_CHARS = 21;
/** `100 %` */
const SHARE_CHARS = 5;

/** What is told of each scenario. */
export const COLUMNS: readonly Said[] = [
  t`passed`,
  t`failed`,
  t`blocked`,
  t`undecided`,
  t`share`,
  t`discrimination`,
];

/** Scores and scenarios of a course, for a terminal. */
export function statisticsText(rows: readonly CourseRow[], say: Say = english): string {
  const statistics = statisticsOf(rows);
  const blocks = [headText(statistics, say)];
  if (statistics.graded > 0) blocks.push(histogramText(statistics));
  if (statistics.scenarios.length > 0) blocks.push(scenariosText(statistics.scenarios, say));
  return blocks.join('\n\n');
}

function headText(statistics: CourseStatistics, say: Say): string {
  const { graded, notGraded, missing, maxScore, fullMarks } = statistics;
  const { mean, median, standardDeviation } = statistics;
  const counts = say(
    listOf([
      graded === 1 ? t`${graded} student graded` : t`${graded} students graded`,
      ...(missing === 0 ? [] : [t`${missing} handed in nothing`]),
      ...(notGraded === 0 ? [] : [t`${notGraded} not graded`]),
    ]),
  );
  if (graded === 0) return counts;
  const numbers = say(
    t`mean ${one(mean)}, median ${one(median)}, standard deviation ${one(standardDeviation)}
      of ${maxScore} points; ${fullMarks} with all`,
  );
  return `${counts}\n${numbers}`;
}

/** A bar for each tenth of the points; of students that were graded. */
export function histogramText({ histogram }: CourseStatistics): string {
  const most = Math.max(1, ...histogram.map(({ count }) => count));
  const digits = String(most).length;
  const lines = histogram.map(({ from, to, count }, index) => {
    const last = index === histogram.length - 1 ? to : to - 1;
    const label = `${from}–${last} %`.padStart(BIN_CHARS);
    // What is there is seen, however few.
    const bar = '█'.repeat(count === 0 ? 0 : Math.max(1, Math.round((count * BAR_CHARS) / most)));
    return `${label}  ${String(count).padStart(digits)}  ${bar}`.trimEnd();
  });
  return lines.join('\n');
}

function scenariosText(scenarios: readonly ScenarioStatistics[], say: Say): string {
  const titles = COLUMNS.map(say);
  const row = (id: string, cells: readonly string[]): string => {
    const filled = cells.map((cell, column) => {
      const width = Math.max(widthOf(titles[column] ?? ''), SHARE_CHARS);
      return paddedBefore(cell, width);
    });
    return [padded(id, ID_CHARS), ...filled].join('  ');
  };
  const lines = scenarios.map((scenario) => {
    const { id, passed, failed, blocked, undecided, sharePassed, discrimination } = scenario;
    return row(oneLine(id), [
      ...[passed, failed, blocked, undecided].map(String),
      sharePassed === null ? '–' : `${Math.round(sharePassed * 100)} %`,
      discrimination === null ? '–' : discrimination.toFixed(2),
    ]);
  });
  return [row(say(t`scenario`), titles), ...lines].join('\n');
}

function one(number: number | null): string {
  return number === null ? '–' : number.toFixed(1);
}
