import { describe, expect, it } from 'vitest';
import { sayIn } from '../text/language.ts';
import { t } from '../text/text.ts';
import { spelled, tellAll } from '../text/told.ts';
import { withNotes } from './notes.ts';

const note = t`changed, but graded with the original: ${['zkv/store.ts']}`;

describe('further notes of a result', () => {
  it('stand behind its own, and all can be told in every language', () => {
    const result = withNotes(spelled({ notes: [note, 'a'] }), [note]);
    const english = 'changed, but graded with the original: zkv/store.ts';
    expect(result.notes).toEqual([english, 'a', english]);
    const chinese = '改动了，但评分用的是原版：zkv/store.ts';
    expect(tellAll(sayIn('zh'), result, 'notes')).toEqual([chinese, 'a', chinese]);
  });

  it('leave what else of it can be told', () => {
    const told = { problem: t`server ${1}` };
    expect(withNotes({ notes: ['a'], told }, [note]).told).toMatchObject(told);
    expect(withNotes({ notes: ['a'] }, ['b'])).toEqual({ notes: ['a', 'b'] });
  });
});
