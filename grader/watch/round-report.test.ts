import { describe, expect, it } from 'vitest';
import { TerminalReport } from '../report/terminal.ts';
import type { ScenarioResult } from '../score/result.ts';
import { english } from '../text/text.ts';
import { RoundReport } from './round-report.ts';

const scenarios = ['quorum-f1', 'quorum-f2', 'vote-view', 'vote-digest'].map((id) => ({
  id,
  group: id.startsWith('quorum') ? 'quorum' : 'validation',
}));

const ended = (id: string, status: ScenarioResult['status']): ScenarioResult => ({
  ...{ id, status, story: `story of ${id}`, score: 0, maxScore: 2, durationMs: 1 },
  group: scenarios.find((one) => one.id === id)?.group ?? '',
  ...(status === 'blocked' ? { blockedBy: ['quorum-f1'] } : {}),
});

/** What is written when scenarios end in this order. */
function written(first: readonly string[], results: readonly ScenarioResult[]): string[] {
  const lines: string[] = [];
  const terminal = new TerminalReport({ color: false, columns: 100 });
  const paper = { terminal, say: english, write: (line: string) => lines.push(line), live: false };
  const report = new RoundReport(paper, scenarios, first);
  for (const result of results) report.ended(result);
  report.end();
  return lines.map((line) => line.replace(/ +0\/2 .*/, ''));
}

describe('the lines of a round', () => {
  it('have what failed last time first, each as it ends, whatever ends before it', () => {
    const lines = written(
      ['vote-view', 'vote-digest'],
      [
        ended('quorum-f1', 'passed'),
        ended('vote-digest', 'failed'),
        ended('vote-view', 'passed'),
        ended('quorum-f2', 'passed'),
      ],
    );
    expect(lines).toEqual([
      'Failed last time:',
      '✖ vote-digest',
      '✔ vote-view',
      '',
      'Quorum: verifyBallotCommit',
      '✔ quorum-f1',
      '✔ quorum-f2',
    ]);
  });

  it('are those of any grade in the first round', () => {
    const lines = written([], [ended('quorum-f2', 'passed'), ended('quorum-f1', 'passed')]);
    expect(lines).toEqual(['Quorum: verifyBallotCommit', '✔ quorum-f1', '✔ quorum-f2']);
  });

  it('tell what was blocked at the end, though it failed last time', () => {
    const lines = written(
      ['vote-view'],
      [
        ended('quorum-f1', 'failed'),
        ended('vote-view', 'blocked'),
        ended('quorum-f2', 'blocked'),
        ended('vote-digest', 'blocked'),
      ],
    );
    expect(lines.slice(0, 3)).toEqual(['Quorum: verifyBallotCommit', '✖ quorum-f1', '']);
    expect(lines[3]).toMatch(/^– 3 scenarios .*blocked by quorum-f1: .*vote-view/);
  });
});
