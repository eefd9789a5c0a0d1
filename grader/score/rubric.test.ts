import { describe, expect, it } from 'vitest';
import {
  arranged,
  DEFAULT_RUBRIC,
  DEFAULT_TITLES,
  groupOf,
  groupTitles,
  needsOf,
  pointsOf,
  Rubric,
  rubricJsonSchema,
  withNeeds,
} from './rubric.ts';
import { rubricProblems } from './rubric-check.ts';

const rubric = (scenarios: object, groups?: object): Rubric =>
  Rubric.parse(groups === undefined ? { scenarios } : { scenarios, groups });
const all = (points: number) => ({ 'quorum-f1': { points } });
const catalogue = ['a', 'b', 'c', 'quorum-f1', 'forged-signature'].map((id) => ({ id }));

describe('the rubric of the lab', () => {
  it('has titles that can be told in every language', () => {
    expect(Object.values(DEFAULT_RUBRIC.groups)).toEqual(DEFAULT_TITLES.map(String));
  });
});

describe('a rubric that leaves something out', () => {
  it('keeps the needs and the group of the default one', () => {
    const own = rubric({ 'forged-signature': { points: 100 } });
    expect(needsOf(own, 'forged-signature')).toEqual(['quorum-f1']);
    expect(groupOf(own, 'forged-signature')).toBe('validation');
    expect(groupTitles(own).get('validation')).toMatch(/^Validation/);
  });

  it('gives nothing to the scenarios that it leaves out', () => {
    expect(pointsOf(rubric(all(100)), 'forged-signature')).toBe(0);
  });

  it('can say that a scenario needs nothing', () => {
    expect(needsOf(rubric({ 'forged-signature': { points: 1, needs: [] } }), 'x')).toEqual([]);
    const own = rubric({ 'forged-signature': { points: 100, needs: [] } });
    expect(needsOf(own, 'forged-signature')).toEqual([]);
  });

  it('is not fooled by ids that every object has', () => {
    expect(pointsOf(rubric(all(100)), 'constructor')).toBe(0);
    expect(needsOf(rubric(all(100)), 'toString')).toEqual([]);
  });
});

describe('scenarios under a rubric', () => {
  const source = [
    { id: 'a', group: 'of a', needs: ['b'] },
    { id: 'b', group: 'of b', needs: [] },
    { id: 'c', group: 'of c', needs: ['a'] },
  ];

  it('come after what they need, and keep what only their source says', () => {
    const own = rubric({ a: { points: 1 }, b: { points: 1, group: 'quorum' } });
    expect(arranged(source, own).map(({ id, group }) => [id, group])).toEqual([
      ['b', 'quorum'],
      ['a', 'of a'],
      ['c', 'of c'],
    ]);
  });

  it('follow the rubric where it says something else than the source', () => {
    const own = rubric({ a: { points: 1, needs: [] }, c: { points: 1, needs: ['b'] } });
    const sorted = arranged(source, own);
    expect(sorted.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect(withNeeds(sorted, ['c']).map(({ id }) => id)).toEqual(['b', 'c']);
  });

  it('end up in a list even when they need each other', () => {
    const own = rubric({ b: { points: 1, needs: ['a'] } });
    expect(arranged(source, own)).toHaveLength(3);
    expect(withNeeds(arranged(source, own), ['a'])).toHaveLength(2);
  });
});

describe('a rubric is refused, with the place, for', () => {
  it.each([
    [
      'a scenario that does not exist',
      { 'quorum-f9': { points: 100 } },
      'scenarios.quorum-f9: there is no scenario "quorum-f9" (like it: quorum-f1)',
    ],
    [
      'a need that does not exist',
      { a: { points: 100, needs: ['b', 'nobody'] } },
      'scenarios.a.needs[1]: there is no scenario "nobody"',
    ],
    [
      'a group that does not exist',
      { a: { points: 100, group: 'luck' } },
      /^scenarios\.a\.group: there is no group "luck"; there are broadcast, quorum/,
    ],
    [
      'a scenario that needs itself',
      { a: { points: 100, needs: ['a'] } },
      'scenarios.a.needs: a cycle, a needs a',
    ],
    [
      'needs that go round in a circle',
      {
        c: { points: 40, needs: ['a'] },
        a: { points: 60, needs: ['b'] },
        b: { points: 0, needs: ['a'] },
      },
      /^scenarios\.[ab]\.needs: a cycle, (a needs b needs a|b needs a needs b)$/,
    ],
    [
      'a circle that only the default needs close',
      { 'quorum-f1': { points: 100, needs: ['forged-signature'] } },
      /^scenarios\.[\w-]+\.needs: a cycle, /,
    ],
    ['too few points', all(99), 'scenarios: the points add up to 99, they must add up to 100'],
    [
      'too many points',
      { a: { points: 100 }, b: { points: 1 } },
      'scenarios: the points add up to 101, they must add up to 100',
    ],
  ])('%s', (_, scenarios, problem) => {
    const expected = typeof problem === 'string' ? problem : expect.stringMatching(problem);
    const problems = rubricProblems(rubric(scenarios), catalogue);
    expect(problems.map(String)).toEqual([expected]);
  });

  it.each([
    ['no scenarios', {}],
    ['a key that is not known', { scenarios: {}, points: {} }],
    ['half a point', { scenarios: { a: { points: 0.5 } } }],
    ['less than nothing', { scenarios: { a: { points: -1 } } }],
    ['a group without title', { groups: { luck: '' }, scenarios: {} }],
  ])('its form: %s', (_, file) => expect(Rubric.safeParse(file).success).toBe(false));
});

describe('a rubric with a group of its own', () => {
  it('shows its groups first, in its order, under its titles', () => {
    const own = rubric({}, { extra: 'Extra', quorum: 'Votes' });
    const titles = [...groupTitles(own)];
    expect(titles.slice(0, 2)).toEqual([
      ['extra', 'Extra'],
      ['quorum', 'Votes'],
    ]);
    expect(titles.filter(([group]) => group === 'quorum')).toHaveLength(1);
  });
});

describe('the JSON Schema of a rubric', () => {
  it('asks for scenarios only: the rest has defaults', () => {
    expect(rubricJsonSchema()).toMatchObject({ required: ['scenarios'] });
  });
});
