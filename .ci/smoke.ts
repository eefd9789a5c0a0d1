// Grades the reference solution on the other supported versions of Node: `npm run smoke`.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { execa } from 'execa';
import { z } from 'zod';

const MAJORS = [22, 24];
const CACHE = 'node_modules/.cache/pbft-lab';
const INSTALL_LIMIT_MS = 5 * 60_000;
const GRADE_LIMIT_MS = 2 * 60_000;
const SHOWN_CHARACTERS = 2_000;
const EXPECTED_SCORE = 100;

/** Of the grader's result only what is judged here, so that other fields may come and go. */
const Scenario = z.object({
  id: z.string(),
  status: z.string(),
  cause: z.object({ code: z.string(), actual: z.string() }).optional(),
});
const Result = z.object({ score: z.number(), scenarios: z.array(Scenario) });

/**
 * The package with the binary for this machine. The package `node` itself would pick it in an
 * install script, which npm no longer runs unasked; the platform's own package needs none.
 */
function binaryPackage(): string {
  const platform = process.platform === 'win32' ? 'win' : process.platform;
  const prefix = platform === 'darwin' && process.arch === 'arm64' ? 'node-bin' : 'node';
  return `${prefix}-${platform}-${process.arch}`;
}

/** Path of the binary in the cache; it exists only after an installation. */
function binaryPath(folder: string): string {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(process.cwd(), folder, 'node_modules', binaryPackage(), 'bin', name);
}

/** The version that the binary reports, or undefined when it cannot be run. */
async function versionOf(binary: string): Promise<string | undefined> {
  const { failed, stdout } = await execa(binary, ['--version'], { reject: false });
  return failed ? undefined : stdout;
}

/** Installs Node of this major version unless the cache has it. Returns binary and version. */
async function install(major: number): Promise<{ binary: string; version: string }> {
  const folder = join(CACHE, `node-${major}`);
  const binary = binaryPath(folder);
  const cached = await versionOf(binary);
  if (cached?.startsWith(`v${major}.`)) return { binary, version: cached };

  mkdirSync(folder, { recursive: true });
  const spec = `${binaryPackage()}@${major}`;
  const flags = ['--prefix', folder, '--no-save', '--no-package-lock', '--no-audit', '--no-fund'];
  await execa('npm', ['install', ...flags, spec], { timeout: INSTALL_LIMIT_MS });
  const version = await versionOf(binary);
  if (version?.startsWith(`v${major}.`)) return { binary, version };
  const found = readdirSync(join(folder, 'node_modules')).join(', ');
  throw new Error(
    `expected ${spec} to bring ${binary}, which says v${major}; it says ${version} (has: ${found})`,
  );
}

/** The grader's result, or undefined when this is none. */
function resultIn(text: string): z.infer<typeof Result> | undefined {
  try {
    return Result.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Grades the solution with this binary; throws with what was seen unless it earns all points. */
async function grade(binary: string): Promise<void> {
  const args = ['--import', 'tsx', 'grader/commands/grade.ts', 'solution', '--json', '-'];
  const run = await execa(binary, args, {
    reject: false,
    stdin: 'ignore',
    timeout: GRADE_LIMIT_MS,
  });
  const seen = `${run.stdout}\n${run.stderr}`.trim().slice(0, SHOWN_CHARACTERS);
  if (run.failed) {
    const end = run.timedOut ? `none within ${GRADE_LIMIT_MS} ms` : `${run.exitCode ?? run.signal}`;
    throw new Error(`expected exit 0 from the grader, saw ${end}:\n${seen}`);
  }
  const result = resultIn(run.stdout);
  if (result === undefined) throw new Error(`expected a result as JSON on stdout, saw:\n${seen}`);
  if (result.score === EXPECTED_SCORE) return;
  const lost = result.scenarios
    .filter(({ status }) => status !== 'passed')
    .map(
      ({ id, status, cause }) => `  ${id} ${status} ${cause?.code ?? ''} ${cause?.actual ?? ''}`,
    );
  throw new Error(`expected ${EXPECTED_SCORE} points, saw ${result.score}:\n${lost.join('\n')}`);
}

for (const major of MAJORS) {
  const startMs = performance.now();
  const seconds = () => ((performance.now() - startMs) / 1000).toFixed(1);
  let name = `Node ${major}`;
  try {
    const { binary, version } = await install(major);
    name = `Node ${version.slice(1)}`;
    await grade(binary);
    process.stdout.write(`ok     ${name}, ${seconds()} s\n`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    process.stdout.write(`failed ${name}, ${seconds()} s: ${message}\n`);
    process.exitCode = 1;
  }
}
