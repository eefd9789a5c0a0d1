// What a course costs: `npm run bench:batch`.
//
// Grades many submissions with grade:all, as an instructor does: the fixtures, repeated, each made
// different from all others, so that none takes the result of another. Tells the rate, and the
// memory that the grading process needed at most.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { Command } from 'commander';
import { execa } from 'execa';
import { allSubjects, type Subject } from '../fixtures/proof/subjects.ts';
import { wholeNumber } from '../grader/ending.ts';
import { STUDENT_FILE } from '../grader/lab.ts';

const OUT = '.pbft-lab/bench-batch.json';
const BATCH_LIMIT_MS = 60 * 60_000;

const program = new Command('npm run bench:batch --')
  .description('Measures how many submissions a minute grade:all grades, and the memory it needs.')
  .option('--submissions <n>', 'how many', wholeNumber(1, 5_000), 200)
  .option('--jobs <n>', 'at once', wholeNumber(1, 256), availableParallelism())
  .option('--sandbox <tier>', 'as for grade:all', 'auto')
  .action(run);
await program.parseAsync();

interface Flags {
  readonly submissions: number;
  readonly jobs: number;
  readonly sandbox: string;
}

async function run({ submissions, jobs, sandbox }: Flags): Promise<void> {
  const directory = await mkdtemp(join(tmpdir(), 'pbft-lab-bench-'));
  try {
    const download = join(directory, 'download');
    await fill(download, submissions);
    const startMs = performance.now();
    const peakMb = await batch(download, join(directory, 'out'), jobs, sandbox);
    const seconds = (performance.now() - startMs) / 1_000;
    const perMinute = (submissions / seconds) * 60;
    process.stdout.write(
      `${submissions} submissions in ${seconds.toFixed(0)} s, ${jobs} at once: ` +
        `${perMinute.toFixed(1)} a minute; at most ${peakMb.toFixed(0)} MB in the grader\n`,
    );
    mkdirSync('.pbft-lab', { recursive: true });
    const json = {
      schema: 'pbft-lab/bench-batch/v1',
      submissions,
      jobs,
      seconds,
      perMinute,
      peakMb,
    };
    writeFileSync(OUT, `${JSON.stringify(json, null, 2)}\n`);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function fill(download: string, submissions: number): Promise<void> {
  const subjects = allSubjects();
  for (let index = 0; index < submissions; index += 1) {
    const subject = subjects[index % subjects.length];
    if (subject === undefined) throw new Error('no fixtures');
    const folder = join(download, `s${String(index).padStart(4, '0')}`, 'zpbft');
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'server.ts'), `${await sourceOf(subject)}\n// ${index}\n`);
  }
}

async function sourceOf({ from }: Subject): Promise<string> {
  return 'source' in from ? from.source : readFile(join(from.path, STUDENT_FILE), 'utf8');
}

/** Runs grade:all, and shows what it says. @returns the most memory it had, in megabytes. */
async function batch(
  download: string,
  out: string,
  jobs: number,
  sandbox: string,
): Promise<number> {
  const args = ['grader/start.mjs', 'grade-all', download, '--out', out];
  const child = execa(process.execPath, [...args, '--jobs', `${jobs}`, '--sandbox', sandbox], {
    stdin: 'ignore',
    stderr: 'inherit',
    buffer: false,
    timeout: BATCH_LIMIT_MS,
  });
  let peakMb = 0;
  for await (const line of createInterface({ input: child.stdout })) {
    process.stdout.write(`${line}\n`);
    peakMb = Math.max(peakMb, peakMbOf(child.pid ?? 0));
  }
  await child;
  return peakMb;
}

/** The high water mark of a process that runs; 0 when it is gone, or the system does not tell. */
function peakMbOf(pid: number): number {
  try {
    const kb = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kb ?? 0) / 1024;
  } catch {
    return 0;
  }
}
