// Judges one mutant: the command that Stryker runs in its sandbox, once per mutant. It grades the
// sandbox's server.ts. Exit code 0: full score, the mutant survives. 1: below, it is killed.
import { readFile, writeFile } from 'node:fs/promises';
import process from 'node:process';
import { setTimeout as wait } from 'node:timers/promises';
import { messageOf } from '../../grader/errors.ts';
import { grade } from '../../grader/grade.ts';
import { CATALOGUE } from '../../grader/scenarios/index.ts';
import type { Result } from '../../grader/score/result.ts';
import { DEFAULT_RUBRIC, FULL_SCORE } from '../../grader/score/rubric.ts';
import { freshSeed } from '../../grader/seed.ts';
import { KILLED_BY, SERVER } from './shared.ts';

type Verdict =
  | { readonly kind: 'survived' }
  | { readonly kind: 'killed'; readonly by: string }
  /** The machine or the grader failed, which says nothing about the mutant. */
  | { readonly kind: 'undecided'; readonly why: string };

/** How a judge is told which mutant it is for; there is none in Stryker's first, dry run. */
const ACTIVE_MUTANT = '__STRYKER_ACTIVE_MUTANT__';
/** Longer than Stryker's timeout, which ends the judge. */
const STAY_MS = 24 * 60 * 60_000;

/**
 * The instrumented source with one mutant switched on. It holds all mutants and asks a variable of
 * the environment which one is active, but the grader starts servers with an empty environment. It
 * asks only while this field of a global is not set, so it is set in the source.
 */
function activate(source: string, mutant: string | undefined): string {
  if (mutant === undefined) return source;
  return `globalThis.__stryker__ = ${JSON.stringify({ activeMutant: mutant })};\n${source}`;
}

/** Grades a file. The first scenario with points that fails decides, and ends the grade. */
async function judge(path: string, interrupt: AbortSignal): Promise<Verdict> {
  const decided = new AbortController();
  let killer: string | undefined;
  try {
    const result = await grade({
      path,
      seed: freshSeed(),
      scenarios: CATALOGUE,
      rubric: DEFAULT_RUBRIC,
      signal: AbortSignal.any([interrupt, decided.signal]),
      onEnd: ({ id, status, maxScore }) => {
        if (status !== 'failed' || maxScore === 0) return;
        killer ??= id;
        decided.abort();
      },
    });
    return verdictOf(result);
  } catch (error) {
    if (killer !== undefined) return { kind: 'killed', by: killer };
    return { kind: 'undecided', why: messageOf(error) };
  }
}

function verdictOf({ score, problem, scenarios }: Result): Verdict {
  const of = (wanted: string) => scenarios.find(({ status }) => status === wanted);
  if (problem !== undefined) return { kind: 'killed', by: problem.code };
  const fault = of('error');
  if (fault !== undefined) return { kind: 'undecided', why: `${fault.id}: ${fault.error}` };
  if (score === FULL_SCORE) return { kind: 'survived' };
  return { kind: 'killed', by: of('failed')?.id ?? `a score of ${score}` };
}

const interrupt = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => interrupt.abort(new Error(`interrupted by ${name}`)));
}
const mutant = process.env[ACTIVE_MUTANT];
const file = `mutant-${mutant ?? 'none'}.ts`;
await writeFile(file, activate(await readFile(SERVER, 'utf8'), mutant));

let verdict = await judge(file, interrupt.signal);
if (verdict.kind === 'undecided' && !interrupt.signal.aborted) {
  verdict = await judge(file, interrupt.signal);
}

if (verdict.kind === 'killed') process.stdout.write(`${KILLED_BY}${verdict.by}\n`);
if (verdict.kind === 'undecided') process.stdout.write(`undecided: ${verdict.why}\n`);
process.exitCode = verdict.kind === 'survived' ? 0 : 1;
// Stryker takes every exit code but 0 for a kill. The one other end that it knows is a timeout.
if (verdict.kind === 'undecided' && mutant !== undefined) {
  await wait(STAY_MS, undefined, { signal: interrupt.signal }).catch(() => {});
}
