import { describe, expect, it } from 'vitest';
import { english } from '../text/text.ts';
import { Trace } from './trace.ts';

describe('lines that servers print', () => {
  it('are kept beside the trace, with the last message sent before', () => {
    const trace = new Trace();
    const message = { from: 0, to: 1, method: 'm', params: {}, made: true } as const;
    trace.log(1, () => 'before');
    trace.sent(message);
    trace.log(1, () => 'after');
    expect(trace.steps.map(({ kind }) => kind)).toEqual(['sent']);
    expect(trace.logs.lines).toMatchObject([
      { server: 1, after: 0, text: 'before' },
      { server: 1, after: 1, text: 'after' },
    ]);
  });

  it('are 1,000 of each server at most; the last one says how many are left out', () => {
    const trace = new Trace();
    let told = 0;
    for (let line = 1; line <= 1_003; line += 1) {
      trace.log(0, () => {
        told += 1;
        return `line ${line}`;
      });
    }
    trace.log(1, () => 'of another server');
    const texts = trace.logs.lines.map(({ text }) => english(text));
    expect(texts.slice(999)).toEqual([
      'line 1000',
      'of another server',
      '3 more lines are left out',
    ]);
    expect(told).toBe(1_000);
  });
});
