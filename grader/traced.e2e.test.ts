import { describe, expect, it } from 'vitest';
import { grade } from './grade.ts';
import { Result, type ScenarioResult } from './score/result.ts';
import { DEFAULT_RUBRIC } from './score/rubric.ts';
import { select } from './select.ts';

const IDS = ['commit-shape', 'quorum-f1'];

async function traced(seed: string): Promise<ScenarioResult[]> {
  const scenarios = select(IDS);
  const options = { path: 'solution', seed, scenarios, rubric: DEFAULT_RUBRIC, trace: true };
  const written = JSON.parse(JSON.stringify(await grade(options)));
  const read = Result.parse(written); // strict: no field that the schema does not know
  expect(read).toEqual(written); // and none that it loses
  return read.scenarios;
}

describe('traces', () => {
  it('are read back as they were written; their hash is that of the seed', {
    timeout: 60_000,
  }, async () => {
    const first = await traced('s1');
    const again = await traced('s1');
    const other = await traced('s2');
    const hashes = (scenarios: ScenarioResult[]) => scenarios.map(({ traceHash }) => traceHash);
    expect(first.map(({ id }) => id)).toEqual(IDS);
    expect(hashes(again)).toEqual(hashes(first));
    for (const [index, hash] of hashes(other).entries()) {
      expect(hash).toMatch(/^[0-9a-f]{16}$/);
      expect(hash).not.toBe(hashes(first)[index]);
    }
  });

  it('tell the story: what was sent and when it arrived, the steps, the end', async () => {
    const [, quorum] = await traced('s1');
    const [trace] = quorum?.traces ?? [];
    if (trace === undefined) throw new Error('no trace');
    const { messages, events, real, servers } = trace;
    expect({ servers, real: real.length }).toEqual({ servers: 4, real: 1 });
    const commit = messages.find(({ stage, made }) => stage === 3 && made);
    expect(commit).toMatchObject({ method: 'Server.CommitRpc', to: real[0], seq: 1 });
    expect(commit?.deliveredMs[0]).toBeGreaterThanOrEqual(commit?.sentMs ?? Infinity);
    const kinds = events.map(({ kind }) => kind);
    expect(kinds).toContain('note');
    expect(kinds).toContain('executed');
    expect(events.at(-1)).toMatchObject({ kind: 'verdict', text: 'passed' });
  });
});
