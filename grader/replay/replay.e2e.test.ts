import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { grade } from '../grade.ts';
import { ROOT, STUDENT_FILE } from '../lab.ts';
import type { ScenarioResult } from '../score/result.ts';
import { DEFAULT_RUBRIC } from '../score/rubric.ts';
import type { SceneTrace } from '../score/trace.ts';
import { select } from '../select.ts';
import { english } from '../text/text.ts';
import { brokenStep, certificatesAt, replayOf } from './replay.ts';

let directory = '';
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'pbft-lab-test-'));
});
afterAll(() => rm(directory, { recursive: true, force: true }));

/** The reference with one piece of its text replaced. */
async function changed(piece: string, other: string): Promise<string> {
  const source = await readFile(join(ROOT, 'solution', STUDENT_FILE), 'utf8');
  expect(source).toContain(piece);
  const path = join(directory, 'server.ts');
  await writeFile(path, source.replace(piece, other));
  return path;
}

/** The result of the last of these scenarios, and its last trace. */
async function played(path: string, ids: string, logs = false) {
  const id = ids.split(' ').at(-1) ?? '';
  const scenarios = select(ids.split(' '));
  const options = { path, seed: 's1', scenarios, rubric: DEFAULT_RUBRIC };
  const graded = await grade({ ...options, trace: true, logs });
  const result = graded.scenarios.find((scenario) => scenario.id === id);
  const trace = result?.traces?.at(-1);
  if (result === undefined || trace === undefined) throw new Error(`no trace of ${id}`);
  return { result, trace };
}

describe('the replay of a real scenario', () => {
  it('shows where a submission executes that counts a vote too few', async () => {
    const path = await changed('cert.commitBallot() < 2 * this.f', 'cert.commitBallot() < 1');
    const { result, trace } = await played(path, 'quorum-f1');
    expect(result.cause?.code).toBe('quorum-needed');
    const replay = replayOf(trace);
    const broken = brokenStep(replay) ?? -1;
    const [id] = trace.real;
    const text = `server ${id} has executed seq 1 with 1 of 2 commits: put ok`;
    expect(english(replay.steps[broken]?.text ?? '')).toBe(text);
    expect(certificatesAt(replay, broken)).toMatchObject([
      { server: id, seq: 1, stage: 'prepared', needed: 2, sentCommit: true, executed: 1 },
    ]);
  });

  it('finds a right submission where a right server is, at every step', async () => {
    const { trace } = await played('solution', 'normal-path');
    const { steps } = replayOf(trace);
    const executed = steps.filter(({ kind }) => kind === 'executed');
    expect(executed.length).toBeGreaterThan(0);
    for (const { changes } of executed) {
      expect(changes).toMatchObject([{ stage: 'executed', executed: 1, sentCommit: true }]);
    }
    const refused = steps.flatMap(({ changes }) => changes.flatMap((one) => one.refused));
    // What comes after the quorum may come after the execution; nothing else is wrong with it.
    expect(refused.filter(({ why }) => why !== 'late')).toEqual([]);
  });
});

describe('what servers print', () => {
  const logsIn = ({ events }: SceneTrace) => events.filter(({ kind }) => kind === 'log');
  const logged = (result: ScenarioResult) => (result.traces ?? []).flatMap(logsIn);

  it('is in the trace when it is asked for, and changes neither verdict nor hash', async () => {
    const quiet = await played('solution', 'commit-two-seqs');
    const loud = await played('solution', 'commit-two-seqs', true);
    expect(logged(quiet.result)).toEqual([]);
    expect(loud.result.traceHash).toBe(quiet.result.traceHash);
    expect(loud.result.status).toBe('passed');
    const lines = logsIn(loud.trace).map(({ text }) => text);
    expect(lines).toContainEqual(expect.stringMatching(/^zpbft\/server\.ts:\d+: INFO\| .*seq=\d/));
    expect(logsIn(loud.trace).every(({ server }) => loud.trace.real.includes(server ?? -1))).toBe(
      true,
    );
  });

  it('belongs to the scenario in which it was printed, on the servers of an earlier one', async () => {
    const { trace } = await played('solution', 'commit-shape commit-not-early', true);
    const seqs = trace.messages.flatMap(({ seq }) => seq ?? []);
    expect(Math.min(...seqs)).toBe(2); // the scenario before had the first
    const lines = logsIn(trace).map(({ text }) => text);
    expect(lines).toContainEqual(expect.stringContaining('seq=2|'));
    expect(lines).not.toContainEqual(expect.stringContaining('start work loop'));
  });

  it('keeps control characters as they are, and the place where a server threw', async () => {
    const red = "console.log('\\u001b[31mred'); throw new Error('no');";
    const path = await changed('cert.pushCommit(args);', red);
    const { result, trace } = await played(path, 'quorum-f1', true);
    expect(logsIn(trace).map(({ text }) => text)).toContain('\u001b[31mred');
    expect(result.status).toBe('failed');
    const source = (await readFile(path, 'utf8')).split('\n');
    expect(source[(result.cause?.location?.line ?? 0) - 1]).toContain('throw new Error');
  });
});
