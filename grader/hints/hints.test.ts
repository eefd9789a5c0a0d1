import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { SUBMISSION_ERROR_CODES } from '../errors.ts';
import { ROOT } from '../lab.ts';
import type { Labelled } from '../report/advice.ts';
import { RULES, type RuleCode } from '../scenes/rules.ts';
import type { Cause, ScenarioResult } from '../score/result.ts';
import { LANGUAGES, type Language, sayIn } from '../text/language.ts';
import { adviceAt, HINT_LEVELS, type HintLevel, moreHints } from './advice.ts';
import { HINTS } from './hints.ts';
import { HANDOUT, handoutPath } from './sections.ts';

const CODES = Object.keys(RULES) as RuleCode[];

function failed(code: string): ScenarioResult & { cause: Cause } {
  const { rule, rationale, help, functions } = RULES[code as RuleCode] ?? {};
  const texts = { rule: `${rule}`, rationale: `${rationale}`, help: `${help}` };
  const facts = { sent: [], expected: 'this', actual: 'that', functions: [...(functions ?? [])] };
  return {
    ...{ id: 'some', group: 'quorum', story: 'what happens', status: 'failed' },
    ...{ score: 0, maxScore: 1, durationMs: 1 },
    cause: { code, ...texts, ...facts },
  };
}

const labels = (labelled: readonly Labelled[]): string[] =>
  labelled.map(([label]) => sayIn('en')(label));

/** All that a student reads about a rule up to a level. */
function told(code: RuleCode, level: HintLevel, language: Language): string {
  const say = sayIn(language);
  const advice = adviceAt(level, language);
  const texts = advice.onFailure(failed(code)).flatMap((labelled) => labelled.map(say));
  return [say(advice.title(failed(code))), ...texts].join('\n');
}

describe.each(CODES)('the hints on %s', (code) => {
  it('have three levels, each of which adds to the one before', () => {
    const [first, second, third] = HINT_LEVELS.map((level) =>
      labels(adviceAt(level, 'en').onFailure(failed(code))),
    );
    expect(first).toEqual(['think']);
    expect(second).toEqual(['think', 'why']);
    expect(third?.slice(0, 3)).toEqual(['think', 'why', 'look at']);
    expect(third).toContain('read');
  });

  it('begin with a question, and not with the rule', () => {
    expect(`${HINTS[code].question}`).toMatch(/\?$/);
    expect(told(code, 1, 'en')).not.toContain(`${RULES[code].rule}`);
    expect(told(code, 2, 'en')).toContain(`${RULES[code].rule}`);
  });

  it.each(LANGUAGES)('give no code away, in %s', (language) => {
    const text = told(code, 3, language);
    // A name, or a command of the lab, may stand in backticks; calls and operators are code.
    for (const [, inside = ''] of text.matchAll(/`([^`]*)`/g)) {
      expect(inside).toMatch(/^(?:npm run [\w:]+|[\w.]+)$/);
    }
    expect(text).not.toMatch(
      /\w{2,}\(\w*\)|[=!<>]==?|=>|&&|\|\||;\s*$|\bthis\.|\bcert\.|\bconst\b/m,
    );
  });

  it('name functions of the lab that are given', () => {
    const starter = readFileSync(join(ROOT, 'starter/zpbft/server.ts'), 'utf8');
    for (const name of HINTS[code].compare)
      expect(starter).toMatch(new RegExp(`^ +(?:async )?${name}\\(`, 'm'));
    expect(
      HINTS[code].compare.filter((name) => RULES[code].functions.some((one) => `${one}` === name)),
    ).toEqual([]);
  });
});

describe('hints', () => {
  it('tell where the code stopped at the last level only', () => {
    const one = failed('survives');
    const crashed = {
      ...one,
      cause: { ...one.cause, location: { file: 'zpbft/server.ts', line: 7 } },
    };
    const at = (level: HintLevel): string =>
      JSON.stringify(adviceAt(level, 'en').onFailure(crashed));
    expect(at(3)).toContain('zpbft/server.ts:7');
    expect(at(2)).not.toContain('zpbft/server.ts:7');
  });

  it('say how to get the next level', () => {
    expect(HINT_LEVELS.map((level) => `${moreHints(level)}`)).toEqual([
      expect.stringContaining('--hint 2'),
      expect.stringContaining('--hint 3'),
      expect.stringContaining('npm run explain'),
    ]);
  });

  it('help with a rule of another version by what its result says', () => {
    const other = failed('no-such-rule');
    expect(adviceAt(3, 'en').onFailure(other)).toMatchObject([
      [{ text: 'hint' }, other.cause.help],
    ]);
    expect(adviceAt(2, 'en').title(other)).toBe(other.cause.rule);
  });
});

describe.each(SUBMISSION_ERROR_CODES)('the hints on a submission with %s', (code) => {
  it('have three levels, of which the last has the help of the result', () => {
    const problem = { code, message: 'what is wrong', help: 'what to do' };
    const at = (level: HintLevel): readonly Labelled[] => adviceAt(level, 'en').onProblem(problem);
    expect(HINT_LEVELS.map((level) => labels(at(level)))).toEqual([
      ['think'],
      ['think', 'why'],
      ['think', 'why', 'hint', 'read'],
    ]);
    expect(at(3)[2]?.[1]).toBe('what to do');
    expect(`${at(1)[0]?.[1]}`).toMatch(/\?$/);
  });
});

describe('the handout', () => {
  it.each(LANGUAGES)('has the sections that hints name, in %s', (language) => {
    for (const section of Object.keys(HANDOUT) as (keyof typeof HANDOUT)[]) {
      const [page = '', anchor] = handoutPath(section, language).split('#');
      const headings = readFileSync(join(ROOT, page), 'utf8').match(/^#+ .*$/gm) ?? [];
      expect(headings.map(anchorOf)).toContain(anchor);
    }
  });
});

/** As GitHub makes it: small letters, no punctuation, `-` for spaces. */
function anchorOf(heading: string): string {
  return heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s-]/gu, '')
    .replaceAll(' ', '-');
}
