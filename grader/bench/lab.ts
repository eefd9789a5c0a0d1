import { join } from 'node:path';
import { SubmissionError, UsageError } from '../errors.ts';
import { HAS_REFERENCE, ROOT } from '../lab.ts';
import { build } from '../submission/build.ts';
import type { Bundle } from '../submission/bundle.ts';
import { FRAMEWORK } from '../submission/framework.ts';
import { take } from '../submission/take.ts';
import { t } from '../text/text.ts';

const DEFAULT = join(ROOT, HAS_REFERENCE ? 'solution' : 'starter');

/**
 * Builds the lab that is measured, into a folder.
 * @param path as `take` has it; the reference when not given, and where there is none the starter.
 * @throws UsageError when there is nothing, or it does not compile: that cannot be measured.
 */
export async function builtLab(path: string | undefined, directory: string): Promise<Bundle> {
  try {
    const { source } = await take(path ?? DEFAULT);
    return await build(source, FRAMEWORK, directory);
  } catch (error) {
    if (!(error instanceof SubmissionError)) throw error;
    const { said, location } = error;
    if (location === undefined) throw new UsageError(t`${said} (npm run grade tells more)`);
    throw new UsageError(t`${said}, line ${location.line} (npm run grade tells more)`);
  }
}
