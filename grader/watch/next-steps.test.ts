import { describe, expect, it } from 'vitest';
import type { ScenarioResult } from '../score/result.ts';
import { english } from '../text/text.ts';
import { nextSteps } from './next-steps.ts';

const result = (...statuses: ScenarioResult['status'][]) => ({
  scenarios: statuses.map((status, index) => ({ id: `s${index}`, status }) as ScenarioResult),
});
const told = (...[graded, job]: Parameters<typeof nextSteps>): string =>
  nextSteps(graded, job).map(english).join('\n');

describe('what to do next', () => {
  it('is not said while something does not pass', () => {
    expect(told(result('passed', 'blocked'), { asked: { path: 'starter' }, whole: true })).toBe('');
  });

  it('is other choices and more schedules when all passes', () => {
    const text = told(result('passed', 'passed'), { asked: { path: 'starter' }, whole: true });
    expect(text).toContain('All 2 scenarios pass.');
    expect(text).toContain('npm run grade -- --repeat 5');
    expect(text).toContain('npm run grade -- --only explore --explore 60');
  });

  it('is all scenarios when only some were asked for, with the path and the rubric', () => {
    const asked = { path: 'my work', rubric: 'r.json' };
    expect(told(result('passed'), { asked, whole: false })).toContain(
      "npm run grade -- 'my work' --watch --rubric r.json",
    );
  });
});
