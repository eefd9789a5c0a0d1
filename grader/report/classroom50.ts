import type { Classroom50Result } from '../score/formats.ts';
import type { Result } from '../score/result.ts';
import { oneLine } from './escape.ts';

/** The result file of Classroom50. It has no room for texts: those are in the log. */
export function classroom50({ score, maxScore, scenarios }: Result): Classroom50Result {
  return {
    schema: 'classroom50/result/v1',
    score,
    'max-score': maxScore,
    tests: scenarios.map(({ id, status, score, maxScore }) => ({
      'test-name': oneLine(id),
      passed: status === 'passed',
      score,
      'max-score': maxScore,
    })),
  };
}
