// Draws the figures of the handout from real runs of the reference, and one of a wrong submission:
// `npm run docs:figures`. What is drawn is in grader/diagram/figures.ts, why in docs/dev/trace.md.
// The charts are drawn from a bench that is kept, too.
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import { execa } from 'execa';
import { loadFixtures } from '../fixtures/load.ts';
import { benchFigures } from '../grader/bench/figures.ts';
import { KEPT } from '../grader/bench/kept.ts';
import { BenchReport } from '../grader/bench/report.ts';
import { drawFigure, excerpt, FIGURES, type Figure } from '../grader/diagram/figures.ts';
import { STUDENT_FILE } from '../grader/lab.ts';
import { toJson } from '../grader/report/json.ts';
import { Result } from '../grader/score/result.ts';
import type { SceneTrace } from '../grader/score/trace.ts';
import { LANGUAGES } from '../grader/text/language.ts';
import { benchOfReference } from './figures-bench.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const FOLDER = join(ROOT, 'docs/figures');
const TRACES = join(FOLDER, 'traces.json');
const BENCH = join(FOLDER, KEPT);
const SEED = 'figures';
const GRADE_LIMIT_MS = 5 * 60_000;

type Traces = Record<string, SceneTrace>;

interface Flags {
  readonly redraw?: boolean;
  readonly bench?: boolean;
}

const program = new Command('npm run docs:figures --')
  .description(
    'Draws the figures of the handout: new runs, and the charts of the bench that is kept.',
  )
  .option('--redraw', 'draw the kept traces anew, and start no servers')
  .option('--bench', 'measure a new bench, in some minutes, and draw the rest anew')
  .action(drawAll);
await program.parseAsync();

/** The traces of all figures, from fresh grades with one seed. */
async function played(): Promise<Traces> {
  const scratch = await mkdtemp(join(tmpdir(), 'figures-'));
  try {
    const traces: Traces = {};
    for (const wrong of new Set(FIGURES.map((figure) => figure.wrong))) {
      const figures = FIGURES.filter((figure) => figure.wrong === wrong);
      const path = wrong === undefined ? join(ROOT, 'solution') : await submission(wrong, scratch);
      const result = await gradedOf(path, figures, join(scratch, 'result.json'));
      for (const figure of figures) traces[figure.name] = excerpt(traceOf(result, figure), figure);
    }
    return traces;
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** A wrong submission as a file of its own. */
async function submission(name: string, scratch: string): Promise<string> {
  const fixture = loadFixtures().find((one) => one.name === name);
  if (fixture === undefined) throw new Error(`expected a submission fixtures/wrong/${name}.ts`);
  const file = join(scratch, STUDENT_FILE);
  await mkdir(join(file, '..'), { recursive: true });
  await writeFile(file, fixture.source);
  return scratch;
}

async function gradedOf(path: string, figures: readonly Figure[], file: string): Promise<Result> {
  const only = [...new Set(figures.map(({ scenario }) => scenario))].join(',');
  const told = ['--only', only, '--seed', SEED, '--trace', '--json', file, '--lang', 'en'];
  // Exit code 1 says that points are missing, as they are for a wrong submission.
  const grade = ['grader/start.mjs', 'grade', path, ...told];
  const { exitCode, all } = await execa(process.execPath, grade, {
    ...{ cwd: ROOT, all: true, reject: false, stdin: 'ignore', timeout: GRADE_LIMIT_MS },
  });
  if (exitCode !== 0 && exitCode !== 1) throw new Error(`grade ended with ${exitCode}:\n${all}`);
  return Result.parse(JSON.parse(await readFile(file, 'utf8')));
}

function traceOf({ scenarios }: Result, { name, scenario, cluster, wrong }: Figure): SceneTrace {
  const played = scenarios.find(({ id }) => id === scenario);
  const expected = wrong === undefined ? 'passed' : 'failed';
  const trace = played?.traces?.[cluster];
  if (played?.status !== expected || trace === undefined) {
    throw new Error(
      `${name}: expected ${scenario} to have ${expected}, with a cluster ${cluster}; ` +
        `it is ${played?.status ?? 'not there'}, with ${played?.traces?.length ?? 0} clusters`,
    );
  }
  return trace;
}

/** Writes a drawing where it differs from the one that is there. */
async function draw(name: string, svg: string): Promise<boolean> {
  const file = join(FOLDER, name);
  if ((await readFile(file, 'utf8').catch(() => '')) === svg) return false;
  await writeFile(file, svg);
  return true;
}

async function drawAll({ redraw = false, bench: isMeasured = false }: Flags): Promise<void> {
  const isRedraw = redraw || isMeasured;
  const traces = isRedraw ? (JSON.parse(await readFile(TRACES, 'utf8')) as Traces) : await played();
  await mkdir(FOLDER, { recursive: true });
  let changed = 0;
  for (const figure of FIGURES) {
    const trace = traces[figure.name];
    if (trace === undefined)
      throw new Error(`${figure.name}: no trace is kept; leave out --redraw`);
    for (const language of LANGUAGES) {
      const svg = drawFigure(figure, trace, language);
      if (await draw(`${figure.name}.${language}.svg`, svg)) changed += 1;
    }
  }
  // Times differ from run to run: where the drawings do not, the kept traces stay as they are.
  if (!isRedraw && changed > 0) await writeFile(TRACES, `${JSON.stringify(traces)}\n`);

  if (isMeasured) await writeFile(BENCH, toJson(await benchOfReference(ROOT)));
  const bench = BenchReport.parse(JSON.parse(await readFile(BENCH, 'utf8')));
  const charts = benchFigures(bench);
  for (const [name, svg] of charts) if (await draw(name, svg)) changed += 1;
  const drawn = FIGURES.length + charts.size / LANGUAGES.length;
  process.stdout.write(`${drawn} figures in docs/figures, ${changed} files changed\n`);
}
