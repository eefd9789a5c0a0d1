// What a grade costs, as a person who types it pays: `npm run bench:grade`.
//
// Wall clock and CPU (user and system, of the command and of all processes that it waited for) of
// whole commands. The floor is the CPU that only starting the same number of servers costs; what
// is above it is the grader's own work and what the submission does.
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { Command } from 'commander';
import { execa } from 'execa';
import { z } from 'zod';
import { columns } from '../fixtures/proof/soaked.ts';
import { allSubjects, named } from '../fixtures/proof/subjects.ts';
import { listed, wholeNumber } from '../grader/ending.ts';
import { median } from '../grader/repeat.ts';

const OUT = '.pbft-lab/bench-grade.json';
const COMMAND_LIMIT_MS = 10 * 60_000;
/** Servers that the measure of one start starts, more than none: enough to be above the noise. */
const STARTS_MEASURED = 20;

/** Of the grader's result only what is used here, so that other fields may come and go. */
const Result = z.object({ score: z.number(), starts: z.number().optional() });

/** Cost of one command, in seconds. */
interface Cost {
  readonly wall: number;
  readonly cpu: number;
}

interface Measured {
  readonly who: string;
  readonly score: number;
  readonly starts: number | undefined;
  readonly runs: readonly Cost[];
}

/** Output without end, and the event loop kept busy with it. */
const FLOOD = `
const line = 'x'.repeat(60_000);
setInterval(() => process.stdout.write(line), 0);
`;

const program = new Command('npm run bench:grade --')
  .description('Measures wall clock and CPU of npm run grade, and compares with starting servers.')
  .option('--runs <n>', 'times that each is graded; medians are shown', wholeNumber(1, 1_000), 10)
  .option('--only <names>', 'only these of: solution, starter, throws, hangs, floods', listed)
  .action(run);
await program.parseAsync();

async function run({ runs, only }: { runs: number; only?: string[] }): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'pbft-lab-bench-'));
  try {
    const measured: Measured[] = [];
    for (const [who, path] of await submissions(directory)) {
      if (only !== undefined && !only.includes(who)) continue;
      measured.push(await measure(who, path, runs, directory));
    }
    const startCpu = await cpuOfOneStart(runs);
    conclude(measured, startCpu, runs);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** What is graded, by the name that the table shows: right, empty, and bad in dear ways. */
async function submissions(directory: string): Promise<[string, string][]> {
  const all = allSubjects();
  const write = async (name: string, source: string): Promise<string> => {
    const file = join(directory, `${name}.ts`);
    await writeFile(file, source);
    return file;
  };
  const sourceOf = (name: string): string => {
    const [subject] = named(all, [name]);
    if (subject === undefined || !('source' in subject.from)) throw new Error(`no fixture ${name}`);
    return subject.from.source;
  };
  const reference = await readFile('solution/zpbft/server.ts', 'utf8');
  return [
    ['solution', 'solution'],
    ['starter', 'starter'],
    ['throws', await write('throws', sourceOf('throw-in-commit-rpc'))],
    ['hangs', await write('hangs', sourceOf('busy-loop'))],
    ['floods', await write('floods', reference + FLOOD)],
  ];
}

async function measure(
  who: string,
  path: string,
  runs: number,
  directory: string,
): Promise<Measured> {
  const json = join(directory, 'result.json');
  const costs: Cost[] = [];
  for (let run = 0; run < runs; run += 1) {
    costs.push(await cost(['npm', 'run', '--silent', 'grade', '--', path, '--json', json]));
    process.stderr.write(`${who} ${run + 1}/${runs}\n`);
  }
  const { score, starts } = Result.parse(JSON.parse(await readFile(json, 'utf8')));
  return { who, score, starts, runs: costs };
}

/** Runs a command. bash tells the CPU of all that the command waited for, as `getrusage` does. */
async function cost(command: readonly string[]): Promise<Cost> {
  const script = 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>/dev/null';
  const { stderr, failed, timedOut, exitCode } = await execa(
    'bash',
    ['-c', script, 'bash', ...command],
    { reject: false, stdin: 'ignore', timeout: COMMAND_LIMIT_MS, env: { LC_ALL: 'C' } },
  );
  const [wall, user, system] = stderr.trim().split(' ').map(Number);
  if (failed || wall === undefined || user === undefined || system === undefined) {
    const end = timedOut ? `no end within ${COMMAND_LIMIT_MS} ms` : `exit ${exitCode}`;
    throw new Error(`${command.join(' ')}: ${end}, saw: ${stderr}`);
  }
  return { wall, cpu: user + system };
}

/** CPU of starting one server as the grader does: with many starts, less the same with none. */
async function cpuOfOneStart(runs: number): Promise<number> {
  const cpuOf = async (starts: number): Promise<number> => {
    const command = [process.execPath, '--import', 'tsx', '.ci/bench-starts.ts', String(starts)];
    const cpus: number[] = [];
    for (let run = 0; run < Math.min(runs, 5); run += 1) cpus.push((await cost(command)).cpu);
    return median(cpus);
  };
  return ((await cpuOf(STARTS_MEASURED)) - (await cpuOf(0))) / STARTS_MEASURED;
}

function conclude(measured: readonly Measured[], startCpu: number, runs: number): void {
  const rows = measured.map(({ who, score, starts, runs }) => {
    const wall = median(runs.map((cost) => cost.wall));
    const cpu = median(runs.map((cost) => cost.cpu));
    const floor = starts === undefined ? undefined : starts * startCpu;
    const ratio = floor === undefined || floor === 0 ? undefined : cpu / floor;
    return { who, score, wall, cpu, starts, floor, ratio };
  });
  const shown = (number: number | undefined, digits: number): string =>
    number === undefined ? '?' : number.toFixed(digits);
  const head = ['who', 'score', 'wall s', 'cpu s', 'starts', 'floor s', 'cpu / floor'];
  const body = rows.map(({ who, score, wall, cpu, starts, floor, ratio }) => [
    who,
    String(score),
    shown(wall, 2),
    shown(cpu, 2),
    shown(starts, 0),
    shown(floor, 2),
    shown(ratio, 2),
  ]);
  process.stdout.write(`${columns([head, ...body], 1)}\n`);
  process.stdout.write(`medians of ${runs}; one start costs ${(startCpu * 1_000).toFixed(0)} ms\n`);
  mkdirSync('.pbft-lab', { recursive: true });
  const json = { schema: 'pbft-lab/bench-grade/v1', runs, startCpu, rows, measured };
  writeFileSync(OUT, `${JSON.stringify(json, null, 2)}\n`);
}
