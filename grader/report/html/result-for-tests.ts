import { TraceMaker } from '../../replay/trace-for-tests.ts';
import type { Result, ScenarioResult } from '../../score/result.ts';
import { t } from '../../text/text.ts';
import { spelled } from '../../text/told.ts';

/** What nobody should let into a page. */
export const HOSTILE =
  '<script>document.title="owned"</script><img src=x onerror=alert(1)> " \u202e \u0007';

/** A server executes with one vote of two: the rule breaks at a step of its own. */
function premature(): ReturnType<TraceMaker['ended']> {
  const maker = new TraceMaker();
  maker.note('the leader proposes');
  maker.propose({}, 'accepted');
  for (const id of [0, 3]) maker.prepare({ id, from: id }, 'accepted');
  maker.commit({ id: 3, from: 3 }, 'accepted');
  maker.commit({ id: 0, from: 0 }, 'signature');
  maker.event({ kind: 'log', server: 2, text: `server.ts:1: INFO| ${HOSTILE}` });
  maker.reply();
  return maker.ended('failed: vote-signature');
}

const rubric = { group: 'validation', durationMs: 10 };

/** A result with a scenario of each status, and hostile text wherever a submission can bring some. */
export function resultForTests(): Result {
  const failed: ScenarioResult = {
    ...rubric,
    ...{ id: 'forged-signature', story: 'a forged commit counts for nothing', status: 'failed' },
    ...{
      score: 0,
      maxScore: 5,
      traces: [new TraceMaker().executed().ended('passed'), premature()],
    },
    cause: {
      ...{ code: 'vote-signature', rule: 'A Commit counts only under a signature.' },
      ...{ rationale: 'Anybody can write any id.', help: 'Compare.', functions: ['CommitRpc'] },
      ...spelled({
        sent: Array.from({ length: 40 }, (_, index) => t`server ${index} crashes`),
        expected: 'seq 1 is not executed',
        actual: `it printed: ${HOSTILE}`,
      }),
      location: { file: 'zpbft/server.ts', line: 12 },
    },
  };
  const scenarios: ScenarioResult[] = [
    {
      ...{ id: 'commit-shape', group: 'broadcast', story: 'one Commit to each', status: 'passed' },
      ...{
        score: 6,
        maxScore: 6,
        durationMs: 5,
        traces: [new TraceMaker().executed().ended('passed')],
      },
    },
    failed,
    {
      ...{
        ...rubric,
        id: 'vote-view',
        story: 'votes of another view',
        status: 'blocked',
        score: 0,
      },
      ...{ maxScore: 2, blockedBy: ['forged-signature'] },
    },
    {
      ...{
        ...rubric,
        id: 'vote-digest',
        story: 'votes for another digest',
        status: 'error',
        score: 0,
      },
      ...{ maxScore: 2, error: `no port: ${HOSTILE}` },
    },
  ];
  return {
    ...{ schema: 'pbft-lab/result/v1', kit: '0.1.0', score: 6, maxScore: 15, seed: 's1' },
    ...{ sandbox: 'process', node: '20.20.0', durationMs: 4_200, starts: 3 },
    submission: { id: `lab ${HOSTILE}`, sha256: null },
    notes: [`graded with the original: ${HOSTILE}`],
    scenarios,
  };
}
