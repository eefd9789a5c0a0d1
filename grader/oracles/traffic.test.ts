import { describe, expect, it } from 'vitest';
import { type Message, Trace } from '../network/trace.ts';
import { t } from '../text/text.ts';
import { METHOD } from '../wire/messages.ts';
import { inWords, sentMessages } from './traffic.ts';

/** A trace of messages, as `from to method`; the grader made those that are marked. */
function traceOf(...messages: [number, number, string, 'made'?][]): Trace {
  const trace = new Trace();
  for (const [from, to, method, made] of messages) {
    trace.sent({ from, to, method, params: {}, made: made !== undefined });
  }
  return trace;
}

describe('what real servers sent', () => {
  const { steps } = traceOf(
    [1, 2, METHOD.commit],
    [1, 1, METHOD.commit],
    [2, 1, METHOD.commit],
    [2, 1, METHOD.prepare],
    [1, 2, METHOD.prepare, 'made'],
  );

  it('is what went to others, and what the grader did not make', () => {
    expect(sentMessages(steps).map(({ from, to, method }) => [from, to, method])).toEqual([
      [1, 2, METHOD.commit],
      [2, 1, METHOD.commit],
      [2, 1, METHOD.prepare],
    ]);
  });

  it('can be asked for one server, for one method, and for both', () => {
    expect(sentMessages(steps, { from: 1 })).toHaveLength(1);
    expect(sentMessages(steps, { method: METHOD.commit })).toHaveLength(2);
    expect(sentMessages(steps, { from: 2, method: METHOD.commit })).toHaveLength(1);
  });

  it('is told in the order of the stages', () => {
    const told = (messages: readonly Message[]): string => `${t`it sent ${inWords(messages)}`}`;
    expect(told(sentMessages(steps))).toBe('it sent 1 Server.PrepareRpc, 2 Server.CommitRpc');
    expect(told([])).toBe('it sent nothing');
  });
});
