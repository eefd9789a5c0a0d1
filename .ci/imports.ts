// Import directions: `npm run imports`. The rules are in dependency-cruiser.cjs.
import { existsSync, readdirSync } from 'node:fs';
import process from 'node:process';
import { format, type ICruiseResult } from 'dependency-cruiser';
import { cruiseTrees } from './cruise.ts';

const TREES = ['solution', 'grader', 'fixtures', 'starter', '.ci'];
/** Without files here there is nothing to judge, and a green check would mean nothing. */
const REQUIRED_TREES = ['solution', 'grader'];
const SUBMISSIONS = /^fixtures\/(?:wrong|unusual|broken|hostile)\//;
const MISSING_SHOWN = 10;

/** Paths of the .ts files of a tree, as the rules spell them: from the root, with slashes. */
function filesOf(tree: string): string[] {
  if (!existsSync(tree)) return [];
  return readdirSync(tree, { recursive: true, encoding: 'utf8' })
    .map((path) => `${tree}/${path.replaceAll('\\', '/')}`)
    .filter((path) => path.endsWith('.ts') && !path.includes('/node_modules/'))
    .filter((path) => !SUBMISSIONS.test(path));
}

/**
 * Files which are on disk but not among the modules seen. dependency-cruiser passes with a shrug
 * when it cannot load the TypeScript compiler: it then skips every .ts file.
 */
function unseen(result: ICruiseResult): string[] {
  const seen = new Set(result.modules.map((module) => module.source));
  return TREES.flatMap(filesOf).filter((path) => !seen.has(path));
}

function fail(message: string): void {
  process.stderr.write(`imports: ${message}\n`);
  process.exitCode = 1;
}

const result = await cruiseTrees(TREES);
const report = await format(result, { outputType: 'err-long' });
process.stdout.write(`${String(report.output).trimEnd()}\n`);
if (report.exitCode !== 0) fail(`expected 0 violations, saw ${report.exitCode}; rules are above`);

for (const tree of REQUIRED_TREES) {
  if (filesOf(tree).length === 0) fail(`expected .ts files in ${tree}/, saw none`);
}
const missing = unseen(result);
if (missing.length > 0) {
  fail(
    `${missing.length} files on disk were not seen by dependency-cruiser, so no rule was applied ` +
      `to them (is the installed typescript one that it supports?):\n  ` +
      missing.slice(0, MISSING_SHOWN).join('\n  '),
  );
}
