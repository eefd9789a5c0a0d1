import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ora from 'ora';
import { WrongAnswer } from '../bench/client.ts';
import { signatureCost } from '../bench/floor.ts';
import { builtLab } from '../bench/lab.ts';
import { type Measuring, measure, type Phase, type Price, type Setting } from '../bench/measure.ts';
import { byPercent } from '../bench/progress.ts';
import type { BenchReport } from '../bench/report.ts';
import { pricesText } from '../bench/table.ts';
import { progressOf } from '../bench/words.ts';
import { command } from '../command.ts';
import { EXIT, interruptible, listed, runCommand, typed, wholeNumber } from '../ending.ts';
import { EnvironmentError, ToldError, UsageError } from '../errors.ts';
import { HAS_REFERENCE } from '../lab.ts';
import { toJson, writeJson } from '../report/json.ts';
import { isLive } from '../screen.ts';
import { spoken } from '../text/language.ts';
import { t } from '../text/text.ts';

const NAME = 'npm run bench';
const MOST = { f: 10, clients: 200, valueBytes: 65_536, batch: 256, seconds: 600 };
const DEFAULT_TOLD = HAS_REFERENCE
  ? t`a folder that holds zpbft/server.ts, or that file (default: the reference)`
  : t`a folder that holds zpbft/server.ts, or that file (default: starter)`;
/** Longest wait for an answer: short for a few servers, so that an unfinished one is soon told. */
const WAIT = { leastMs: 15_000, mostMs: 60_000, messageMs: 2 };

interface Flags {
  readonly f: number[];
  readonly clients: number[];
  readonly value: number[];
  readonly batch: number[];
  readonly apart?: boolean;
  readonly seconds: number;
  readonly json?: string;
  readonly charts?: string;
}

/** Told as it is: neither the usage nor the machine is to blame. */
class WrongServers extends ToldError {}

const program = command({
  name: NAME,
  does: [
    t`Measures what a request costs: latency, throughput, messages, bytes and CPU time.`,
    t`The servers are real processes that talk to each other directly. Each run is checked: all requests
      answered, equal state on all servers.`,
  ],
  below: [
    t`Exit codes: 0 measured, 1 the servers answer wrongly or not at all, 2 wrong usage or input, 3 the
      machine's or the grader's own fault.`,
  ],
})
  .argument('[path]', spoken(DEFAULT_TOLD))
  .option(
    '-f <numbers>',
    spoken(t`Byzantine servers tolerated, of 3f+1`),
    numbers(1, MOST.f),
    [1, 2, 3, 5],
  )
  .option(
    '--clients <numbers>',
    spoken(t`clients with one request each under way`),
    numbers(1, MOST.clients),
    [1, 16, 64],
  )
  .option('--value <bytes>', spoken(t`bytes of a value`), numbers(1, MOST.valueBytes), [16, 1_024])
  .option(
    '--batch <numbers>',
    spoken(t`requests that the leader may order under one seq`),
    numbers(1, MOST.batch),
    [1],
  )
  .option(
    '--apart',
    spoken(
      t`each client with a port and a connection of its own, as programs apart have; else one for all`,
    ),
  )
  .option(
    '--seconds <n>',
    spoken(t`how long each setting is measured`),
    wholeNumber(1, MOST.seconds),
    4,
  )
  .option(
    '--json <file>',
    spoken(t`write what was measured as JSON; - for standard output, and nothing else`),
  )
  .option('--charts <folder>', spoken(t`draw charts as SVG into this folder`))
  .action(run);

await runCommand(program, NAME);

async function run(path: string | undefined, flags: Flags): Promise<void> {
  const { apart = false, seconds, json, charts } = flags;
  const settings = settingsOf(flags);
  const { signal, done } = interruptible();
  const workDir = await mkdtemp(join(tmpdir(), 'lab-')).catch((cause: Error) => {
    throw new EnvironmentError(t`no temporary directory: ${cause.message}`, { cause });
  });
  const spinner = ora({ discardStdin: false, isEnabled: isLive() }).start();
  try {
    const drawn = charts === undefined ? undefined : await drawing(); // missing: told at once
    const lab = await builtLab(path && typed(path), join(workDir, 'lab'));
    const cost = signatureCost();
    const prices: Price[] = [];
    for (const setting of settings) {
      const where = { ...setting, at: prices.length + 1, of: settings.length };
      const onPhase = byPercent<Phase>((phase, percent) => {
        spinner.text = spoken(progressOf(where, phase, percent));
      });
      prices.push(await measured(setting, { lab, workDir, seconds, apart, signal, onPhase }));
    }
    spinner.stop();
    const report: BenchReport = {
      node: process.versions.node,
      cores: availableParallelism(),
      apart,
      cost,
      prices,
    };
    if (json === '-') process.stdout.write(toJson(report));
    else process.stdout.write(`${pricesText(prices, cost, spoken)}\n`);
    if (json !== undefined && json !== '-') await writeJson(report, typed(json));
    for (const [name, svg] of drawn?.charts(report, spoken) ?? []) {
      await writeSvg(join(typed(charts ?? ''), `${name}.svg`), svg);
    }
    process.exitCode = EXIT.fine;
  } catch (error) {
    if (!(error instanceof WrongServers)) throw error;
    spinner.stop();
    process.stderr.write(`${spoken(t`error: ${error.said}`)}\n`);
    process.exitCode = EXIT.below;
  } finally {
    spinner.stop();
    done();
    await rm(workDir, { recursive: true, force: true });
  }
}

/** Every value of each flag with every one of the others, in the order of the table. */
function settingsOf({ f, clients, value, batch }: Flags): Setting[] {
  return f.flatMap((tolerated) =>
    clients.flatMap((count) =>
      value.flatMap((valueBytes) =>
        batch.map((most) => ({ f: tolerated, clients: count, valueBytes, batch: most })),
      ),
    ),
  );
}

/** A cluster that is wrong has no price; what it did is told, and nothing is measured any more. */
async function measured(setting: Setting, measuring: Measuring): Promise<Price> {
  try {
    return await measure(setting, { ...measuring, requestLimitMs: waitOf(setting) });
  } catch (error) {
    if (!(error instanceof WrongAnswer)) throw error;
    const { f, clients } = setting;
    const why =
      clients === 1
        ? t`f = ${f}, 1 client: ${error.said}. Is the submission right? See npm run grade.`
        : t`f = ${f}, ${clients} clients: ${error.said}. Is the submission right? See npm run grade.`;
    throw new WrongServers(why, { cause: error });
  }
}

/** A request takes some n² messages, and those of the other clients may be served before it. */
function waitOf({ f, clients }: Setting): number {
  const { leastMs, mostMs, messageMs } = WAIT;
  const ms = Math.min(mostMs, leastMs + clients * (3 * f + 1) ** 2 * messageMs);
  return Math.ceil(ms / 1_000) * 1_000; // it is told
}

/** Charts are drawn where the library for it is installed: `npm ci --omit=dev` leaves it out. */
function drawing(): Promise<typeof import('../bench/charts.ts')> {
  return import('../bench/charts.ts').catch((cause: unknown) => {
    throw new UsageError(t`charts need the package echarts: npm install echarts`, { cause });
  });
}

async function writeSvg(file: string, svg: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, svg);
}

/** Reads numbers with commas between them. */
function numbers(least: number, most: number): (value: string) => number[] {
  const number = wholeNumber(least, most);
  return (value) => listed(value).map(number);
}
