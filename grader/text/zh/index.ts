import type { Catalogue } from '../text.ts';
import { ABOUT } from './about.ts';
import { BENCH } from './bench.ts';
import { COMMANDS } from './commands.ts';
import { COURSE } from './course.ts';
import { DIAGRAM } from './diagram.ts';
import { ENDURE } from './endure.ts';
import { EXPECTED } from './expected.ts';
import { GRADE } from './grade.ts';
import { GRADEBOOKS } from './gradebooks.ts';
import { HINTS } from './hints.ts';
import { HTML } from './html.ts';
import { MACHINE } from './machine.ts';
import { OVERVIEW } from './overview.ts';
import { PLATFORMS } from './platforms.ts';
import { PROBLEMS } from './problems.ts';
import { REPLAY } from './replay.ts';
import { REPORT } from './report.ts';
import { RULES } from './rules.ts';
import { SANDBOX } from './sandbox.ts';
import { SCENARIOS } from './scenarios.ts';
import { SEEN } from './seen.ts';
import { SUBMISSIONS } from './submissions.ts';
import { VOTES } from './votes.ts';

/** All that is said in Chinese, by its English text. Terms are those of the handout. */
export const ZH: Catalogue = {
  ...ABOUT,
  ...BENCH,
  ...COMMANDS,
  ...COURSE,
  ...DIAGRAM,
  ...ENDURE,
  ...GRADE,
  ...GRADEBOOKS,
  ...HINTS,
  ...HTML,
  ...MACHINE,
  ...OVERVIEW,
  ...PROBLEMS,
  ...REPLAY,
  ...REPORT,
  ...RULES,
  ...SANDBOX,
  ...SCENARIOS,
  ...EXPECTED,
  ...SEEN,
  ...SUBMISSIONS,
  ...VOTES,
  ...PLATFORMS,
};
