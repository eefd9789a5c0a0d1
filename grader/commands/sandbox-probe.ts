import { Command, Option } from 'commander';
import { EXIT, interruptible, runCommand, wholeNumber } from '../ending.ts';
import { UsageError } from '../errors.ts';
import { toJson } from '../report/json.ts';
import { plain } from '../report/plain.ts';
import { attacked } from '../sandbox/probe-inside.ts';
import type { ProbeReport, TierReport } from '../sandbox/probe-report.ts';
import { probe, TIERS, type Tier } from '../sandbox/tiers.ts';

const MAX_PORT = 65_535;
const COLUMN = 10;

interface Flags {
  readonly json?: boolean;
  readonly inside?: Tier;
  readonly outside?: number;
}

const program = new Command('npm run sandbox:probe --')
  .description(
    'Tells which tiers of isolation this machine can give, by attacking each from inside.\n' +
      'bwrap is the strongest, process the weakest: docs/dev/isolation.md.',
  )
  .option('--json', 'write the report as JSON')
  .addOption(new Option('--inside <tier>', 'be the process in the tier').choices(TIERS).hideHelp())
  .addOption(
    new Option('--outside <port>', 'a listener outside of it')
      .argParser(wholeNumber(1, MAX_PORT))
      .hideHelp(),
  )
  .helpOption('-h, --help', 'show this help')
  .addHelpText(
    'after',
    '\nExit codes: 0 a tier stronger than process works, 1 only process does, 2 wrong usage, ' +
      "3 the machine's or the grader's own fault.",
  )
  .action(run);

await runCommand(program, 'npm run sandbox:probe');

async function run({ json, inside, outside }: Flags): Promise<void> {
  if (inside !== undefined) {
    if (outside === undefined) throw new UsageError('--inside needs --outside');
    const interrupt = interruptible();
    try {
      process.stdout.write(JSON.stringify(await attacked(inside, outside, interrupt.signal)));
    } finally {
      interrupt.done();
    }
    return;
  }
  const report = await probe();
  process.stdout.write(json ? toJson(report) : `${tableOf(report)}\n`);
  process.exitCode = report.strongest === 'process' ? EXIT.below : EXIT.fine;
}

/** The tiers side by side, attack by attack, and below what to do. */
function tableOf({ strongest, tiers }: ProbeReport): string {
  const attacks = [...new Set(TIERS.flatMap((tier) => tiers[tier].checks.map((c) => c.attack)))];
  const width = Math.max(...attacks.map((attack) => attack.length), 'works here'.length) + 2;
  const row = (title: string, cell: (report: TierReport, tier: Tier) => string): string =>
    `${title.padEnd(width)}${TIERS.map((t) => cell(tiers[t], t).padEnd(COLUMN)).join('')}`.trimEnd();
  const notes = TIERS.flatMap((tier) => {
    const { why, advice } = tiers[tier];
    return [why, advice].flatMap((note) => (note === undefined ? [] : `${tier}: ${plain(note)}`));
  });
  return [
    row('', (_, tier) => tier),
    row('works here', ({ works }) => (works ? 'yes' : 'no')),
    ...attacks.map((attack) =>
      row(attack, ({ checks }) => {
        const check = checks.find((candidate) => candidate.attack === attack);
        return check === undefined ? '-' : check.stopped ? 'stopped' : 'POSSIBLE';
      }),
    ),
    '',
    ...notes,
    `strongest: ${strongest}`,
  ].join('\n');
}
