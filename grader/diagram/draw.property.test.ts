import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { create } from 'xmlbuilder2';
import { JUDGEMENTS, SceneTrace } from '../score/trace.ts';
import { METHOD } from '../wire/messages.ts';
import { drawTrace } from './draw.ts';

const RUNS = 150;

const small = fc.integer({ min: -1, max: 9 });
const ms = fc.double({ min: 0, max: 50, noNaN: true });
const node = fc.oneof(small, fc.constantFrom('client', 'master', 'unknown'));
const text = fc.string({ unit: 'binary', maxLength: 40 });
const maybe = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.option(arbitrary, { nil: undefined });
const params = fc.oneof(
  fc.constant(null),
  text,
  fc.record({ digest: fc.oneof(text, small) }),
  fc.record({ msg: fc.oneof(text, fc.record({ digest: text, id: small })) }),
);

const message = fc.record({
  from: node,
  to: node,
  method: fc.oneof(fc.constantFrom(...Object.values(METHOD)), text),
  stage: maybe(fc.integer({ min: 0, max: 4 })),
  view: maybe(small),
  seq: maybe(small),
  id: maybe(small),
  made: fc.boolean(),
  sentMs: ms,
  deliveredMs: fc.array(ms, { maxLength: 3 }),
  judged: maybe(fc.array(fc.constantFrom(...JUDGEMENTS), { maxLength: 3 })),
  acts: fc.array(fc.constantFrom('held', 'delayed', 'dropped', 'copied', 'altered'), {
    maxLength: 3,
  }),
  instead: maybe(small),
  error: maybe(text),
  params,
});
const event = fc.record({
  atMs: ms,
  kind: fc.constantFrom(
    ...(['note', 'killed', 'exited', 'frozen', 'thawed', 'executed', 'log', 'verdict'] as const),
  ),
  after: fc.integer({ min: 0, max: 40 }),
  server: maybe(small),
  seq: maybe(small),
  text: maybe(fc.oneof(text, fc.constantFrom('passed', 'failed: quorum-needed'))),
});
const trace = fc
  .record({
    f: fc.integer({ min: 1, max: 3 }),
    view: fc.integer({ min: 0, max: 9 }),
    servers: fc.oneof(fc.constantFrom(4, 7), fc.constant(2 ** 40)),
    real: fc.array(small, { maxLength: 4 }),
    twin: maybe(small),
    messages: fc.array(message, { maxLength: 30 }),
    events: fc.array(event, { maxLength: 12 }),
  })
  .map((made) => {
    const messages = made.messages.map((one, index) => ({ ...one, number: index + 1 }));
    return SceneTrace.parse(JSON.parse(JSON.stringify({ ...made, messages })));
  });
const options = fc.record({
  language: fc.constantFrom('en', 'zh'),
  direction: fc.constantFrom('down', 'right'),
  collapse: fc.boolean(),
  times: fc.boolean(),
  data: fc.boolean(),
  title: text,
});

describe('every trace that the schema takes', () => {
  it('is drawn as well-formed XML, without a number that is none, and the same each time', () => {
    fc.assert(
      fc.property(trace, options, (made, how) => {
        const svg = drawTrace(made, how);
        create(svg);
        expect(svg).not.toMatch(/NaN|Infinity|undefined/);
        expect(drawTrace(made, how)).toBe(svg);
      }),
      { numRuns: RUNS },
    );
  });

  it('has all its messages in a drawing that leaves nothing out', () => {
    fc.assert(
      fc.property(trace, (made) => {
        const svg = drawTrace(made, { language: 'en', collapse: false });
        const drawn = new Set([...svg.matchAll(/data-message="(\d+)"/g)].map(([, n]) => Number(n)));
        expect([...drawn].sort((a, b) => a - b)).toEqual(made.messages.map(({ number }) => number));
      }),
      { numRuns: RUNS },
    );
  });
});
