import { type Language, sayIn } from '../../text/language.ts';
import { t } from '../../text/text.ts';
import { standalone } from '../page/page.ts';
import { overviewBody } from './body.ts';
import type { OverviewInput } from './model.ts';
import { OVERVIEW_STYLE } from './style.ts';

/** The overview of a course as a page that stands alone: it asks nobody for anything. */
export function overviewPage(input: OverviewInput, language: Language): Promise<string> {
  return standalone({
    language,
    title: sayIn(language)(t`PBFT lab: ${input.folder}`),
    style: OVERVIEW_STYLE,
    body: overviewBody(input, language),
    script: 'grader/report/overview/client.ts',
  });
}
