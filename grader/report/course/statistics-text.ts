import type { CourseRow } from '../../score/course.ts';
import {
  type CourseStatistics,
  type ScenarioStatistics,
  statisticsOf,
} from '../../score/statistics.ts';
import { oneLine } from '../escape.ts';

/** The longest bar of the histogram, in characters. */
const BAR_CHARS = 40;
const BIN_CHARS = 8;
/** The longest id of the catalogue; longer ones are not cut, they only stand out. */
const ID_CHARS = 21;

/** Scores and scenarios of a course, for a terminal. */
export function statisticsText(rows: readonly CourseRow[]): string {
  const statistics = statisticsOf(rows);
  const blocks = [headText(statistics)];
  if (statistics.graded > 0) blocks.push(histogramText(statistics));
  if (statistics.scenarios.length > 0) blocks.push(scenariosText(statistics.scenarios));
  return blocks.join('\n\n');
}

function headText(statistics: CourseStatistics): string {
  const { graded, notGraded, missing, maxScore, fullMarks } = statistics;
  const { mean, median, standardDeviation } = statistics;
  const counts = [
    graded === 1 ? '1 student graded' : `${graded} students graded`,
    ...(missing === 0 ? [] : [`${missing} handed in nothing`]),
    ...(notGraded === 0 ? [] : [`${notGraded} not graded`]),
  ].join(', ');
  if (graded === 0) return counts;
  const numbers =
    `mean ${one(mean)}, median ${one(median)}, standard deviation ${one(standardDeviation)} ` +
    `of ${maxScore} points; ${fullMarks} with all`;
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

function scenariosText(scenarios: readonly ScenarioStatistics[]): string {
  const head = `${'scenario'.padEnd(ID_CHARS)}  passed  failed  blocked  undecided  share  discrimination`;
  const lines = scenarios.map((scenario) => {
    const { id, passed, failed, blocked, undecided, sharePassed, discrimination } = scenario;
    return [
      oneLine(id).padEnd(ID_CHARS),
      String(passed).padStart(6),
      String(failed).padStart(6),
      String(blocked).padStart(7),
      String(undecided).padStart(9),
      (sharePassed === null ? '–' : `${Math.round(sharePassed * 100)} %`).padStart(5),
      (discrimination === null ? '–' : discrimination.toFixed(2)).padStart(14),
    ].join('  ');
  });
  return [head, ...lines].join('\n');
}

function one(number: number | null): string {
  return number === null ? '–' : number.toFixed(1);
}
