import type { Catalogue } from '../text.ts';
import { COMMANDS } from './commands.ts';
import { COURSE } from './course.ts';
import { DIAGRAM } from './diagram.ts';
import { GRADE } from './grade.ts';
import { HINTS } from './hints.ts';
import { HTML } from './html.ts';
import { MACHINE } from './machine.ts';
import { OVERVIEW } from './overview.ts';
import { PROBLEMS } from './problems.ts';
import { REPORT } from './report.ts';
import { RULES } from './rules.ts';
import { SCENARIOS } from './scenarios.ts';

/** All that is said in Chinese, by its English text. Terms are those of the handout. */
export const ZH: Catalogue = {
  ...COMMANDS,
  ...COURSE,
  ...DIAGRAM,
  ...GRADE,
  ...HINTS,
  ...HTML,
  ...MACHINE,
  ...OVERVIEW,
  ...PROBLEMS,
  ...REPORT,
  ...RULES,
  ...SCENARIOS,
};
