// The bench that the handout shows, measured anew: see grader/bench/figures.ts.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { execa } from 'execa';
import { RUNS } from '../grader/bench/figures.ts';
import { BenchReport } from '../grader/bench/report.ts';

const SECONDS = 4;
const RUN_LIMIT_MS = 30 * 60_000;

/**
 * Measures the reference, in some minutes. Best with nothing else running.
 * @param root of the kit.
 */
export async function benchOfReference(root: string): Promise<BenchReport> {
  const scratch = await mkdtemp(join(tmpdir(), 'figures-'));
  try {
    const reports: BenchReport[] = [];
    for (const run of RUNS) {
      const file = join(scratch, `${reports.length}.json`);
      const told = ['--seconds', String(SECONDS), '--json', file, '--lang', 'en'];
      await execa(process.execPath, ['grader/start.mjs', 'bench', 'solution', ...run, ...told], {
        ...{ cwd: root, env: { INIT_CWD: root }, stdio: 'inherit', timeout: RUN_LIMIT_MS },
      });
      reports.push(BenchReport.parse(JSON.parse(await readFile(file, 'utf8'))));
    }
    const [first] = reports;
    if (first === undefined) throw new Error('expected a run of the bench, saw none');
    return { ...first, prices: reports.flatMap(({ prices }) => prices) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
