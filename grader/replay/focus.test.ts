import { describe, expect, it } from 'vitest';
import { english } from '../text/text.ts';
import { type Replay, replayOf } from './replay.ts';
import { TraceMaker } from './trace-for-tests.ts';

describe('the steps that matter', () => {
  const twoSeqs = () => {
    const maker = new TraceMaker();
    maker.note('one');
    maker.executed({ seq: 1 });
    maker.note('two');
    maker.executed({ seq: 2 });
    return maker;
  };
  const folded = ({ steps }: Replay) => steps.filter(({ matters }) => !matters);

  it('are those about the last step of the story, and what is about no seq', () => {
    const maker = twoSeqs();
    maker.event({ kind: 'killed', server: 2 });
    maker.note('nothing follows');
    const replay = replayOf(maker.ended('passed'));
    expect(replay.seqs).toEqual([2]);
    const isAboutOne = (text: string): boolean => /seq 1\b|^one$/.test(text);
    const all = replay.steps.map(({ text }) => english(text));
    expect(folded(replay).map(({ text }) => english(text))).toEqual(all.filter(isAboutOne));
  });

  it('are those about the seq at which the rule broke', () => {
    const maker = new TraceMaker();
    maker.executed({ seq: 1 });
    maker.reply({ seq: 1 });
    maker.note('the next seq');
    maker.executed({ seq: 2 });
    const replay = replayOf(maker.ended('failed: executed-once'));
    expect(replay.seqs).toEqual([1]);
    expect(folded(replay).some(({ text }) => english(text).includes('seq 1'))).toBe(false);
    expect(folded(replay).some(({ text }) => english(text).includes('seq 2'))).toBe(true);
  });

  it('are the requests that were proposed for such a seq', () => {
    const maker = new TraceMaker([0]);
    for (const seq of [1, 2]) {
      maker.note(`request ${seq}`);
      maker.request(`digest ${seq}`);
      maker.propose({ from: 0, to: 1, seq, made: false, digest: `digest ${seq}` });
    }
    const requests = replayOf(maker.ended('passed')).steps.filter(({ text }) =>
      english(text).includes('request "'),
    );
    expect(requests.map(({ matters }) => matters)).toEqual([false, false, true, true]);
  });
});
