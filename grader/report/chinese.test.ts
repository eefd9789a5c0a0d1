import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../scenarios/index.ts';
import { RULES } from '../scenes/rules.ts';
import type { Result, ScenarioResult } from '../score/result.ts';
import { DEFAULT_RUBRIC } from '../score/rubric.ts';
import { scoreScenario } from '../score/score.ts';
import { englishIn } from '../text/english-for-tests.ts';
import { sayIn } from '../text/language.ts';
import { english, t } from '../text/text.ts';
import { spelled } from '../text/told.ts';
import { autolab } from './autolab.ts';
import { classroom } from './classroom.ts';
import { Counter } from './counter.ts';
import { githubSummary } from './github.ts';
import { gradescope } from './gradescope.ts';
import { Listing } from './listing.ts';
import { prairielearn } from './prairielearn.ts';
import { repeatedText } from './repeated.ts';
import { TerminalReport } from './terminal.ts';
import { timingText } from './timing.ts';
import { told } from './told.ts';
import { widthOf } from './width.ts';

const COLUMNS = 100;
const say = sayIn('zh');
const terminal = new TerminalReport({ color: false, columns: COLUMNS, language: 'zh' });

/** A scenario that broke a rule, as a result has it. */
function failing(code: keyof typeof RULES, id = 'quorum-f1'): ScenarioResult {
  const { rule, rationale, help, functions } = RULES[code];
  const why = t`it has 1 commit of the 2 needed`;
  const texts = spelled({
    rule,
    rationale,
    help,
    sent: [t`server ${2} crashes`],
    expected: t`seq ${1} is not executed: ${why}`,
    actual: t`server ${1} executed it all the same`,
  });
  const cause = { code, ...texts, functions: [...functions] };
  const scenario = { id, group: 'quorum', story: t`what was put is what is read back` };
  return scoreScenario(scenario, { status: 'failed', durationMs: 1, cause }, DEFAULT_RUBRIC);
}

function resultOf(...scenarios: ScenarioResult[]): Result {
  return {
    schema: 'pbft-lab/result/v1',
    kit: '0',
    score: 0,
    maxScore: 8,
    seed: 'abc',
    sandbox: 'process',
    node: '20',
    durationMs: 1234,
    starts: 9,
    submission: { id: 'starter', sha256: null },
    ...spelled({ notes: [t`changed, but graded with the original: ${['a.ts', 'b.ts']}`] }),
    scenarios,
  };
}

const blocked = scoreScenario(
  { id: 'normal-path', group: 'cluster', story: 'x' },
  { status: 'blocked', blockedBy: ['quorum-f1'] },
  DEFAULT_RUBRIC,
);
const undecided = scoreScenario(
  { id: 'quorum-f2', group: 'quorum', story: t`what was put is what is read back` },
  { status: 'error', durationMs: 1, error: t`no free port on ${'127.0.0.1'}: ${'EADDRINUSE'}` },
  DEFAULT_RUBRIC,
);

describe('English in a Chinese text', () => {
  it('is seen, and names, commands and requests are not taken for it', () => {
    expect(englishIn('应该：it has 2 commits of others')).toEqual(['it has', 'commits of others']);
    expect(englishIn('请求 put abc def 由 server 1 执行，见 verifyBallotCommit')).toEqual([]);
  });
});

describe('a report in Chinese', () => {
  it.each(Object.keys(RULES))('tells what %s asks for, and nothing in English', (code) => {
    const one = failing(code as keyof typeof RULES);
    const text = terminal.summary(resultOf(one), { path: 'starter' });
    expect(englishIn(text)).toEqual([]);
    const squeezed = text.replace(/\s/g, '');
    for (const part of ['rule', 'rationale', 'help'] as const) {
      expect(squeezed).toContain(
        say(`${RULES[code as keyof typeof RULES][part]}`).replace(/\s/g, ''),
      );
    }
  });

  it('has the steps, the expectation, what was seen, and the command', () => {
    expect(terminal.summary(resultOf(failing('quorum-needed')), { path: 'starter' })).toBe(
      [
        '✖ quorum-f1：收到来自其他 2f 个 server 的有效 commit 之后，才能执行请求。',
        '  原因      PBFT §4.2：加上自己的一票共 2f+1 票，任何两个这样的集合至少有一个共同的正确 server。少于',
        '            这个数目，集群的两部分就可能执行不同的请求。',
        '  步骤      关掉 server 2',
        '  应该      不执行 seq 1：需要 2 张 commit，只有 1 张',
        '  实际      server 1 还是执行了',
        '  先看      verifyBallotCommit、CommitRpc',
        '  提示      票数与哪个数比较？到那时已经计了哪些票？',
        '  重现      npm run grade -- --only quorum-f1 --seed abc',
        '',
        '注意 改动了，但评分用的是原版：a.ts、b.ts',
        '',
        '得分 0/8  1.2 秒，seed abc，沙箱 process',
      ].join('\n'),
    );
  });

  it('has many failures, what is blocked, and what the machine could not decide', () => {
    const codes = ['order', 'agreement', 'survives', 'rests', 'starts', 'vote-own'] as const;
    const scenarios = [...codes.map((code) => failing(code, code)), blocked, undecided];
    const lines: string[] = [terminal.heading('starter', 'abc')];
    const listing = new Listing(terminal, (line) => lines.push(line));
    for (const one of scenarios) listing.add(one);
    listing.end();
    lines.push(terminal.summary(resultOf(...scenarios), { path: 'starter' }));
    expect(englishIn(lines.join('\n'))).toEqual([]);
    expect(lines).toContain('法定数目：verifyBallotCommit');
    expect(lines).toContain('– quorum-f1 挡住了 1 个场景（3 分）：normal-path');
    expect(lines.at(-1)).toContain('✖ 还有 2 条规则没有遵守；先修前面的：');
    expect(lines.at(-1)).toContain('✖ quorum-f2：没有评分，机器无法判定');
  });

  it('keeps within the width of the terminal, whatever that is', () => {
    for (const columns of [40, 61, 80]) {
      const narrow = new TerminalReport({ color: false, columns, language: 'zh' });
      const one = failing('concurrent-requests');
      const text = `${narrow.scenario(one)}\n${narrow.summary(resultOf(one), { path: 'starter' })}`;
      const isCopied = (line: string): boolean => /重现|得分|^注意/.test(line);
      for (const line of text.split('\n').filter((line) => !isCopied(line))) {
        expect(widthOf(line)).toBeLessThanOrEqual(columns);
      }
    }
  });

  it('tells each story in one line of 100 columns', () => {
    for (const scenario of CATALOGUE) {
      const one = { ...scenario, group: 'quorum' };
      const result = scoreScenario(one, { status: 'passed', durationMs: 1 }, DEFAULT_RUBRIC);
      const line = terminal.scenario(result);
      expect(widthOf(line)).toBeLessThanOrEqual(COLUMNS);
      expect(line).toContain(say(english(scenario.story)));
      expect(englishIn(line)).toEqual([]);
    }
  });
});

describe('other texts of a grade in Chinese', () => {
  const result = resultOf(failing('vote-signature'), blocked, undecided);

  it.each([
    ['Gradescope', JSON.stringify(gradescope(result, say).output)],
    ['the tests of Gradescope', result.scenarios.map((one) => told(one, say)).join('\n')],
    ['a summary of GitHub', githubSummary(result, say)],
    [
      'GitHub Classroom',
      classroom(result, say)
        .tests.map(({ message }) => message)
        .join('\n'),
    ],
    ['PrairieLearn', `${prairielearn(result, say).output}\n${prairielearn(result, say).message}`],
    ['Autolab', autolab(result, say).replace(/"\w+":/g, '')],
  ])('are those of %s', (_, text) => {
    expect(text).toMatch(/\p{Script=Han}/u);
    expect(englishIn(text)).toEqual([]);
  });

  it('are the times, in columns', () => {
    const lines = timingText(result, say).split('\n');
    expect(lines[0]).toMatch(/^时间（毫秒） +总计 +启动 +事件 +静止 +宽限 +结束 +自身$/);
    expect(new Set(lines.slice(0, -1).map(widthOf)).size).toBe(1);
    expect(lines.at(-1)).toBe('2 个场景，启动了 9 次 server，实际用时 1.2 秒；几个场景同时运行');
  });

  it('are how far a job is, and how often results differed', () => {
    const lines: string[] = [];
    const write = (line: string): void => void lines.push(line);
    const counter = new Counter({ total: 1, things: '次评分', live: false, write, say });
    counter.ended('0 次不同');
    counter.stop();
    expect(lines).toEqual(['1/1 次评分，0 次不同']);
    const differences = [{ what: 'score', expected: '1', seen: '2' }];
    const run = { run: 2, seed: 'abc', durationMs: 9, differences };
    const counts = { differed: 1, machineErrors: 0, medianMs: 9, maxMs: 9 };
    const repetition = {
      schema: 'pbft-lab/repeat/v1',
      submission: 's',
      runs: [run],
      ...counts,
    } as const;
    expect(repeatedText(repetition, say)).toMatch(
      /^✖ 第 2 次，seed abc：\n[\s\S]*\n1 次中有 1 次不同；/,
    );
  });
});
