import { command } from '../command.ts';
import { runCommand, typed } from '../ending.ts';
import { UsageError } from '../errors.ts';
import { codeOf } from '../hints/advice.ts';
import { type Book, explainAll, explainRule, explainScenario } from '../hints/explain.ts';
import { nearest } from '../hints/nearest.ts';
import { readRubric } from '../rubric-file.ts';
import { CATALOGUE } from '../scenarios/index.ts';
import { RULES } from '../scenes/rules.ts';
import { arranged, DEFAULT_RUBRIC } from '../score/rubric.ts';
import { columnsOf } from '../screen.ts';
import { spoken, spokenLanguage } from '../text/language.ts';
import { t } from '../text/text.ts';

const program = command({
  name: 'npm run explain',
  does: [
    t`Explains a scenario: what it does step by step, which rules it judges and why they exist.`,
    t`Without a name it lists all scenarios.`,
  ],
})
  .argument('[name]', spoken(t`a scenario, or the code of a rule`))
  .option(
    '--rubric <file>',
    spoken(t`points, groups and needs from this file (docs/rubric.schema.json)`),
  )
  .action(run);

await runCommand(program, 'npm run explain');

async function run(name: string | undefined, { rubric: file }: { rubric?: string }): Promise<void> {
  const rubric = file === undefined ? DEFAULT_RUBRIC : await readRubric(typed(file));
  const book: Book = {
    scenarios: arranged(CATALOGUE, rubric),
    rubric,
    language: spokenLanguage(),
    columns: columnsOf(process.stdout, 100),
  };
  process.stdout.write(`${name === undefined ? explainAll(book) : explained(name, book)}\n`);
}

/** @throws UsageError when there is nothing of that name. */
function explained(name: string, book: Book): string {
  const scenario = book.scenarios.find(({ id }) => id === name);
  // Some scenarios are called like the one rule that they are there for, and tell it.
  if (scenario !== undefined) return explainScenario(scenario, book);
  const code = codeOf(name);
  if (code !== undefined) return explainRule(code, book);
  const near = nearest(name, [...book.scenarios.map(({ id }) => id), ...Object.keys(RULES)]);
  throw new UsageError(
    near.length === 0
      ? t`there is no scenario or rule "${name}". npm run explain lists all.`
      : t`there is no scenario or rule "${name}". Did you mean ${near}? npm run explain lists all.`,
  );
}
