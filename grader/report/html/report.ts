import { styleOf } from '../../diagram/style.ts';
import type { Result } from '../../score/result.ts';
import { sayIn } from '../../text/language.ts';
import { t } from '../../text/text.ts';
import { standalone } from '../page/page.ts';
import { bodyOf } from './body.ts';
import type { ReportOptions } from './options.ts';
import { REPORT_STYLE } from './style.ts';

/**
 * The report of one submission as a page that stands alone: the score, each scenario, and for those with
 * traces the diagram of their messages, step by step. What a submission said is text in it, and cut.
 */
export function htmlReport(result: Result, options: ReportOptions): Promise<string> {
  const { language } = options;
  return standalone({
    language,
    title: sayIn(language)(
      t`PBFT lab: ${result.score}/${result.maxScore}, ${result.submission.id}`,
    ),
    style: REPORT_STYLE,
    drawn: [styleOf()],
    body: bodyOf(result, options),
    script: 'grader/report/html/browser.ts',
  });
}
