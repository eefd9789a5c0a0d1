import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import ora from 'ora';
import { endure } from '../bench/endure/endure.ts';
import type { Endured, Phase } from '../bench/endure/result.ts';
import { enduredText, hasEndured } from '../bench/endure/table.ts';
import { progressOf } from '../bench/endure/words.ts';
import { builtLab } from '../bench/lab.ts';
import { byPercent } from '../bench/progress.ts';
import { command } from '../command.ts';
import { EXIT, interruptible, runCommand, typed, wholeNumber } from '../ending.ts';
import { EnvironmentError } from '../errors.ts';
import { toJson, writeJson } from '../report/json.ts';
import { isLive } from '../screen.ts';
import { spoken } from '../text/language.ts';
import { english, t } from '../text/text.ts';

const NAME = 'npm run bench:endure';
const MOST = { requests: 1_000_000, clients: 200, f: 10, seconds: 86_400 };
/** Fewer say little: the warm-up alone takes 400. */
const LEAST_REQUESTS = 1_000;

interface Flags {
  readonly requests: number;
  readonly clients: number;
  readonly f: number;
  readonly attack: number;
  readonly lab: string;
  readonly json?: string;
}

const program = command({
  name: NAME,
  does: [
    t`Has real servers work for long, and then while they are attacked: do they stay up?`,
    t`Nothing may be lost or executed twice, and no memory kept.`,
  ],
  below: [
    t`Exit codes: 0 all checks passed, 1 one failed, 2 wrong usage or input, 3 the machine's or the
      grader's own fault.`,
  ],
})
  .option(
    '--requests <n>',
    spoken(t`requests before the attack`),
    wholeNumber(LEAST_REQUESTS, MOST.requests),
    20_000,
  )
  .option(
    '--clients <n>',
    spoken(t`clients with one request each under way`),
    wholeNumber(1, MOST.clients),
    64,
  )
  .option('-f <n>', spoken(t`Byzantine servers tolerated, of 3f+1`), wholeNumber(1, MOST.f), 1)
  .option(
    '--attack <seconds>',
    spoken(t`how long the servers are attacked; 0 for not at all`),
    wholeNumber(0, MOST.seconds),
    60,
  )
  .option(
    '--lab <path>',
    spoken(t`a folder that holds zpbft/server.ts, or that file (default: the reference)`),
  )
  .option(
    '--json <file>',
    spoken(t`write what was measured as JSON; - for standard output, and nothing else`),
  )
  .action(run);

await runCommand(program, NAME);

async function run({ lab: path, json, attack, ...rest }: Flags): Promise<void> {
  const { requests, clients, f } = rest;
  const { signal, done } = interruptible();
  const workDir = await mkdtemp(join(tmpdir(), 'lab-')).catch((cause: Error) => {
    throw new EnvironmentError(t`no temporary directory: ${cause.message}`, { cause });
  });
  const spinner = ora({ discardStdin: false, isEnabled: isLive() }).start();
  try {
    const lab = await builtLab(path && typed(path), join(workDir, 'lab'));
    const onPhase = byPercent<Phase>((phase, percent) => {
      spinner.text = spoken(progressOf(phase, percent));
    });
    const setting = { f, clients, requests, attackSeconds: attack };
    const endured = await endure(setting, { lab, workDir, signal, onPhase });
    spinner.stop();
    if (json === '-') process.stdout.write(toJson(reportOf(endured)));
    else process.stdout.write(`${enduredText(endured, spoken)}\n`);
    if (json !== undefined && json !== '-') await writeJson(reportOf(endured), typed(json));
    process.exitCode = hasEndured(endured) ? EXIT.fine : EXIT.below;
  } finally {
    spinner.stop();
    done();
    await rm(workDir, { recursive: true, force: true });
  }
}

/** The result as JSON, in English. */
function reportOf(endured: Endured): object {
  const checks = endured.checks.map((check) => ({ ...check, seen: english(check.seen) }));
  return {
    schema: 'pbft-lab/endure/v1',
    node: process.versions.node,
    cores: availableParallelism(),
    passed: hasEndured(endured),
    ...endured,
    checks,
  };
}
