import { describe, expect, it } from 'vitest';
import { Meter } from './meter.ts';

const SHORT_MS = 20;
const LONG_MS = 60_000;

describe('a meter', () => {
  it('tells that all is answered, at once', async () => {
    const meter = new Meter();
    meter.ask(1);
    const answered = meter.when(() => meter.unanswered === 0, LONG_MS);
    meter.ask(-1);
    await answered;
    expect(meter.unanswered).toBe(0);
  });

  it('waits no longer than its limit, however much moves meanwhile', async () => {
    const meter = new Meter();
    meter.ask(1);
    const moving = setInterval(() => meter.arrived(), 1);
    await meter.when(() => meter.unanswered === 0, SHORT_MS);
    clearInterval(moving);
    expect(meter.unanswered).toBe(1);
  });
});
