import { describe, expect, it } from 'vitest';
import { english } from '../text/text.ts';
import { brokenStep, type Certificate, certificatesAt, type Replay, replayOf } from './replay.ts';
import { TraceMaker } from './trace-for-tests.ts';

/** What is said, by kind of step. */
function told({ steps }: Replay, ...kinds: string[]): string[] {
  return steps.filter(({ kind }) => kinds.includes(kind)).map(({ text }) => english(text));
}

function broken(replay: Replay): string | undefined {
  const step = replay.steps[brokenStep(replay) ?? -1];
  return step && english(step.text);
}

/** The certificate of server 2 for a seq at the end. */
function atTheEnd(replay: Replay, seq = 1, server = 2): Certificate | undefined {
  const all = certificatesAt(replay, replay.steps.length - 1);
  return all.find((one) => one.server === server && one.seq === seq);
}

describe('the steps of a replay', () => {
  it('are in the order of time: sent, what was done to it, delivered, answered', () => {
    const maker = new TraceMaker();
    maker.note('votes');
    maker.commit({ acts: ['held', 'copied'], deliveredMs: [5, 9], error: 'no' });
    maker.commit({ id: 3, from: 3, sentMs: 7, deliveredMs: [] });
    const { steps } = replayOf(maker.ended('passed', 20));
    expect(steps.map(({ kind, atMs, delivery }) => [kind, atMs, delivery])).toEqual([
      ['note', 0, undefined],
      ['sent', 1, undefined],
      ['held', 1, undefined],
      ['copied', 1, undefined],
      ['delivered', 5, 0],
      ['sent', 7, undefined],
      ['delivered', 9, 1],
      ['answered', 9, undefined],
      ['verdict', 20, undefined],
    ]);
    expect(steps.map(({ index }) => index)).toEqual(steps.map((_, place) => place));
  });

  it('name their message by number, their event by its place, and leave out what servers printed', () => {
    const maker = new TraceMaker();
    maker.event({ kind: 'log', server: 2, text: 'INFO| hello' });
    maker.note('now');
    maker.commit();
    const { steps } = replayOf(maker.ended('passed'));
    expect(steps.map(({ message, event }) => message ?? event)).toEqual([1, 1, 1, 2]);
  });

  it('tell what was held and lost in the end as lost at the end', () => {
    const maker = new TraceMaker();
    maker.commit({ acts: ['held', 'dropped'], deliveredMs: [] });
    const { steps } = replayOf(maker.ended('passed', 20));
    expect(steps.map(({ kind, atMs }) => `${kind} ${atMs}`)).toEqual([
      'sent 0',
      'held 0',
      'dropped 20',
      'verdict 20',
    ]);
  });

  it('say in a sentence what happens', () => {
    const maker = new TraceMaker();
    maker.propose();
    maker.prepare({ id: 0, from: 0 });
    maker.prepare({ id: 3, from: 3 });
    maker.commit({ id: 0, from: 3 }, 'signature');
    maker.message({ method: 'garbage', from: 'unknown' });
    maker.message({ method: 'Server.CommitRpc', stage: 3, from: 3, judged: ['shape'] });
    maker.event({ kind: 'killed', server: 2 });
    expect(told(replayOf(maker.ended('failed: all-execute')), 'sent', 'delivered')).toEqual([
      'server 0 sends the pre-prepare for seq 1 to server 2',
      'the pre-prepare for seq 1 reaches server 2: accepted',
      'server 0 sends its prepare for seq 1 to server 2',
      'the prepare of server 0 for seq 1 reaches server 2: counted, 1 of 2',
      'server 3 sends its prepare for seq 1 to server 2',
      'the prepare of server 3 for seq 1 reaches server 2: counted, 2 of 2: it is prepared',
      'server 3 sends the commit of server 0 for seq 1 to server 2',
      'the commit of server 0 for seq 1 reaches server 2: not counted, the signature does not verify',
      'somebody sends a line that is no message to server 2',
      'a line that is no message reaches server 2',
      'server 3 sends a malformed commit to server 2',
      'a malformed commit reaches server 2: not counted, it is malformed',
    ]);
  });
});

describe('the certificate of a right server (PBFT §4.2)', () => {
  it('goes from the proposal over 2f prepares and 2f commits to execution', () => {
    const replay = replayOf(new TraceMaker().executed().ended('passed'));
    const stages = replay.steps.flatMap(({ changes }) => changes.map(({ stage }) => stage));
    expect([...new Set(stages)]).toEqual(['pre-prepared', 'prepared', 'committed', 'executed']);
    expect(atTheEnd(replay)).toEqual({
      ...{ server: 2, seq: 1, stage: 'executed', prepares: [0, 3], commits: [0, 3], needed: 2 },
      ...{ refused: [], sentCommit: true, executed: 1 },
    });
  });

  it('keeps votes that come before the proposal, and is none before it', () => {
    const maker = new TraceMaker();
    for (const id of [0, 3]) maker.prepare({ id, from: id });
    const before = replayOf(maker.ended('passed'));
    expect(atTheEnd(before)).toMatchObject({ stage: 'none', prepares: [0, 3] });
    maker.propose();
    const after = replayOf(maker.ended('passed'));
    expect(atTheEnd(after)).toMatchObject({ stage: 'prepared', prepares: [0, 3] });
    expect(told(after, 'delivered').at(-1)).toContain('accepted, it is prepared');
  });

  it('is not committed by commits alone', () => {
    const maker = new TraceMaker();
    maker.propose();
    for (const id of [0, 3]) maker.commit({ id, from: id });
    const replay = replayOf(maker.ended('passed'));
    expect(atTheEnd(replay)).toMatchObject({ stage: 'pre-prepared', commits: [0, 3] });
    expect(told(replay, 'delivered').at(-1)).toContain('but it is not prepared yet');
  });

  it('has what is refused, from whom, in whose name, and why', () => {
    const maker = new TraceMaker();
    maker.propose({ from: 3 }, 'leader');
    maker.commit({ id: 0, from: 3 }, 'signature');
    const method = 'Server.CommitRpc';
    expect(atTheEnd(replayOf(maker.ended('passed')))?.refused).toEqual([
      { message: 1, from: 3, method: 'Server.PrePrepareRpc', why: 'leader' },
      { message: 2, from: 3, claims: 0, method, why: 'signature' },
    ]);
  });

  it('changes only where its server and seq are concerned, as they are after the step', () => {
    const maker = new TraceMaker();
    maker.propose();
    maker.propose({ seq: 2 });
    maker.commit({ id: 0, from: 0 });
    const replay = replayOf(maker.ended('passed'));
    const seqs = replay.steps.map(({ changes }) => changes.map(({ seq }) => seq).join());
    expect(seqs).toEqual(['', '1', '', '2', '', '1', '']);
    const seqsAt = (step: number) => certificatesAt(replay, step).map(({ seq }) => seq);
    expect([seqsAt(0), seqsAt(1), seqsAt(3)]).toEqual([[], [1], [1, 2]]);
    expect(certificatesAt(replay, 3)[0]?.commits).toEqual([]);
    expect(certificatesAt(replay, 5)[0]?.commits).toEqual([0]);
  });

  it('of a leader begins with its own proposal', () => {
    const maker = new TraceMaker([0]);
    maker.propose({ from: 0, to: 1, made: false });
    expect(atTheEnd(replayOf(maker.ended('passed')), 1, 0)?.stage).toBe('pre-prepared');
  });

  it('waits with what is delivered to a stopped server until that goes on', () => {
    const maker = new TraceMaker();
    maker.event({ kind: 'frozen', server: 2 });
    maker.propose();
    maker.prepare({ id: 0, from: 0 });
    expect(atTheEnd(replayOf(maker.ended('passed')))).toBeUndefined();
    maker.event({ kind: 'thawed', server: 2 });
    const replay = replayOf(maker.ended('passed'));
    const thawed = replay.steps.find(({ kind }) => kind === 'thawed');
    expect(thawed?.changes).toMatchObject([{ stage: 'pre-prepared', prepares: [0] }]);
    expect(told(replay, 'delivered')[0]).toBe(
      'the pre-prepare for seq 1 reaches server 2, which is stopped',
    );
  });

  it('gets nothing any more when its process is gone', () => {
    const maker = new TraceMaker();
    maker.event({ kind: 'killed', server: 2 });
    maker.propose();
    const replay = replayOf(maker.ended('passed'));
    expect(atTheEnd(replay)).toBeUndefined();
    expect(told(replay, 'delivered')).toEqual([
      'the pre-prepare for seq 1 reaches server 2, which is gone',
    ]);
  });

  it('is there for real servers only, and not for what older traces do not judge', () => {
    const maker = new TraceMaker([1]);
    maker.propose();
    maker.message({ method: 'Server.CommitRpc', to: 1, seq: 1, id: 0 });
    expect(certificatesAt(replayOf(maker.ended('passed')), 9)).toEqual([]);
  });
});

describe('the step at which the rule broke', () => {
  /** Prepared, with one commit too few. */
  const almost = () => {
    const maker = new TraceMaker();
    maker.propose();
    for (const id of [0, 3]) maker.prepare({ id, from: id });
    maker.commit({ from: 2, to: 0, id: 2, made: false });
    maker.commit({ id: 0, from: 0 });
    return maker;
  };

  it('is the execution that too few commits came before', () => {
    const maker = almost();
    maker.commit({ id: 0, from: 0 }, 'duplicate');
    maker.reply();
    const replay = replayOf(maker.ended('failed: vote-counted-once'));
    expect(broken(replay)).toBe('server 2 has executed seq 1 with 1 of 2 commits: put ok');
    expect(atTheEnd(replay)).toMatchObject({ stage: 'prepared', executed: 1 });
  });

  it('is none when the scenario passed, or could not be judged', () => {
    const maker = almost();
    maker.reply();
    expect(brokenStep(replayOf(maker.ended('passed')))).toBeUndefined();
    expect(brokenStep(replayOf(maker.ended('error')))).toBeUndefined();
  });

  it('is the second execution, for a rule about executing once', () => {
    const maker = new TraceMaker().executed();
    maker.reply();
    const replay = replayOf(maker.ended('failed: executed-once'));
    expect(broken(replay)).toBe('server 2 has executed seq 1 again: put ok');
  });

  it('is the Commit of a server that is not prepared', () => {
    const maker = new TraceMaker();
    maker.propose();
    maker.commit({ id: 0, from: 0 });
    maker.commit({ from: 2, to: 0, id: 2, made: false });
    const replay = replayOf(maker.ended('failed: commit-early'));
    expect(broken(replay)).toBe(
      'server 2 sends its commit for seq 1 to server 0, but it is not prepared',
    );
  });

  it('is the Commit that repeats one, or says something else than the proposal', () => {
    const again = almost();
    again.commit({ from: 2, to: 3, id: 2, made: false });
    again.commit({ from: 2, to: 0, id: 2, made: false });
    const repeated = replayOf(again.ended('failed: commit-once'));
    expect(repeated.steps[brokenStep(repeated) ?? -1]?.message).toBe(7);
    const wrong = almost();
    wrong.commit({ from: 2, to: 3, id: 2, made: false, digest: 'other' });
    const differs = replayOf(wrong.ended('failed: commit-fields'));
    expect(differs.steps[brokenStep(differs) ?? -1]?.message).toBe(6);
  });

  it('is an execution before a lower seq that waits, after a higher one, or unlike that of another server', () => {
    const order = new TraceMaker();
    for (const seq of [2, 1]) order.executed({ seq });
    expect(broken(replayOf(order.ended('failed: order')))).toBe(
      'server 2 has executed seq 1: put ok',
    );
    const overtaken = new TraceMaker();
    for (const seq of [1, 2]) overtaken.propose({ to: 2, seq }, 'accepted');
    overtaken.executed({ seq: 2 }).executed({ seq: 1 });
    expect(broken(replayOf(overtaken.ended('failed: order')))).toBe(
      'server 2 has executed seq 2: put ok',
    );
    const unlike = new TraceMaker([1, 2]);
    unlike.executed({ server: 1 }).executed({ server: 2, result: 'usage' });
    expect(broken(replayOf(unlike.ended('failed: agreement')))).toBe(
      'server 2 has executed seq 1: usage',
    );
  });

  it('is the end of the process, or the end of the story where it shows nowhere else', () => {
    const crashed = almost();
    crashed.event({ kind: 'exited', server: 2 });
    expect(broken(replayOf(crashed.ended('failed: survives')))).toContain('ends by itself');
    const stuck = new TraceMaker().executed().ended('failed: all-execute');
    expect(broken(replayOf(stuck))).toBe('the scenario has failed, by the rule all-execute');
  });
});
