import { Option } from 'commander';
import { command } from '../command.ts';
import { EXIT, interruptible, runCommand, wholeNumber } from '../ending.ts';
import { UsageError } from '../errors.ts';
import { toJson } from '../report/json.ts';
import { plain } from '../report/plain.ts';
import { padded, widthOf } from '../report/width.ts';
import { attacked } from '../sandbox/probe-inside.ts';
import type { Check, ProbeReport, TierReport } from '../sandbox/probe-report.ts';
import { probe, TIERS, type Tier } from '../sandbox/tiers.ts';
import { spoken } from '../text/language.ts';
import { t } from '../text/text.ts';
import { tell } from '../text/told.ts';

const MAX_PORT = 65_535;
const COLUMN = 10;

interface Flags {
  readonly json?: boolean;
  readonly inside?: Tier;
  readonly outside?: number;
}

const program = command({
  name: 'npm run sandbox:probe',
  does: [
    t`Tells which tiers of isolation this machine can give, by attacking each from inside.`,
    t`bwrap is the strongest, process the weakest: docs/dev/isolation.md.`,
  ],
  below: [
    t`Exit codes: 0 a tier stronger than process works, 1 only process does, 2 wrong usage,
      3 the machine's or the grader's own fault.`,
  ],
})
  .option('--json', spoken(t`write the report as JSON`))
  .addOption(new Option('--inside <tier>', 'be the process in the tier').choices(TIERS).hideHelp())
  .addOption(
    new Option('--outside <port>', 'a listener outside of it')
      .argParser(wholeNumber(1, MAX_PORT))
      .hideHelp(),
  )
  .action(run);

await runCommand(program, 'npm run sandbox:probe');

async function run({ json, inside, outside }: Flags): Promise<void> {
  if (inside !== undefined) {
    if (outside === undefined) throw new UsageError(t`--inside needs --outside`);
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
  const works = spoken(t`works here`);
  const width = Math.max(...[...attacks.map(spoken), works].map(widthOf)) + 2;
  const row = (title: string, cell: (report: TierReport, tier: Tier) => string): string => {
    const cells = TIERS.map((tier) => padded(cell(tiers[tier], tier), COLUMN));
    return `${padded(title, width)}${cells.join('')}`.trimEnd();
  };
  return [
    row('', (_, tier) => tier),
    row(works, (report) => spoken(report.works ? t`yes` : t`no`)),
    ...attacks.map((attack) =>
      row(spoken(attack), ({ checks }) => outcomeOf(checks.find((one) => one.attack === attack))),
    ),
    '',
    ...TIERS.flatMap((tier) => notesOn(tier, tiers[tier])),
    spoken(t`strongest: ${strongest}`),
  ].join('\n');
}

function outcomeOf(check: Check | undefined): string {
  if (check === undefined) return '-';
  return spoken(check.stopped ? t`prevented` : t`POSSIBLE`);
}

function notesOn(tier: Tier, report: TierReport): string[] {
  return (['why', 'advice'] as const)
    .filter((field) => report[field] !== undefined)
    .map((field) => spoken(t`${tier}: ${plain(tell(spoken, report, field))}`));
}
