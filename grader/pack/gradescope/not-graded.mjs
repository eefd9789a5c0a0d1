// Says in results.json that the grader failed, and not the submission; what is there stays there.
// node not-graded.mjs <results.json> <exit code of the grader> <what it said on stderr>
import { readFileSync, renameSync, writeFileSync } from 'node:fs';

const [file, code, errors] = process.argv.slice(2);
const MAX_SHOWN_CHARS = 1_500;
/** Exit codes of `timeout`: the time ran out, and the grader had to be killed. */
const OUT_OF_TIME = ['124', '137'];

const before = readBefore();
const said = readFileSync(errors, 'utf8')
  .replace(/[^\P{C}\n]/gu, '?')
  .trim()
  .slice(-MAX_SHOWN_CHARS);
const reason = OUT_OF_TIME.includes(code) ? 'the time ran out' : said || `exit code ${code}`;
const output =
  'NOT GRADED TO THE END. This is the fault of the machine or of the grader, not yours, and what ' +
  `stands here is not your score. Submit again, or tell your instructor.\nReason: ${reason}`;
const results = {
  ...before,
  output: before.output === undefined ? output : `${output}\n\n${before.output}`,
};
writeFileSync(`${file}.new`, `${JSON.stringify(results, null, 2)}\n`);
renameSync(`${file}.new`, file); // whole at every moment

function readBefore() {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { score: 0, output_format: 'text', visibility: 'visible', tests: [] };
  }
}
