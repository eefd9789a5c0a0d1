import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { TraceMaker } from '../../replay/trace-for-tests.ts';
import type { Language } from '../../text/language.ts';
import { Replays } from './replays.ts';
import { htmlReport } from './report.ts';
import { HOSTILE, resultForTests } from './result-for-tests.ts';

const GROUPS = new Map([
  ['broadcast', 'Broadcast'],
  ['validation', 'Validation'],
]);
const repeat = (id: string): string => `npm run grade -- --only ${id} --seed s1`;
const report = (language: Language = 'en', result = resultForTests()): Promise<string> =>
  htmlReport(result, { language, repeat, groups: GROUPS });

describe('the report as a page', () => {
  it('tells of a failure what the terminal tells', async () => {
    const html = await report();
    for (const told of [
      'A Commit counts only under a signature.',
      'Anybody can write any id.',
      'seq 1 is not executed',
      '<code>CommitRpc</code>, <code>zpbft/server.ts:12</code>',
      'npm run grade -- --only forged-signature --seed s1',
    ]) {
      expect(html).toContain(told);
    }
  });

  it('has a word for each status, and opens what failed or was not decided', async () => {
    const html = await report();
    const heads = [...html.matchAll(/<details class="scenario (\w+)" id="([\w-]+)"( open)?>/g)];
    expect(heads.map(([, status, id, open]) => [id, status, open !== undefined])).toEqual([
      ['commit-shape', 'passed', false],
      ['forged-signature', 'failed', true],
      ['vote-digest', 'error', true],
      ['vote-view', 'blocked', false],
    ]);
    for (const word of ['passed', 'failed', 'not played', 'not decided']) {
      expect(html).toMatch(new RegExp(`</span> ${word}</span>`));
    }
  });

  it('adds up the points of each group', async () => {
    const html = await report();
    for (const [id, title, points] of [
      ['broadcast', 'Broadcast', '6/6'],
      ['validation', 'Validation', '0/9'],
    ]) {
      expect(html).toContain(
        `<h3 id="group-${id}" tabindex="-1">${title} <span class="points">${points}</span></h3>`,
      );
      expect(html).toContain(
        `<a href="#group-${id}">${title}</a> <span class="points">${points}</span>`,
      );
    }
  });

  it('has in each group first what failed, and folds what was not played', async () => {
    const result = resultForTests();
    const [passed, failed, blocked] = result.scenarios;
    if (passed === undefined || failed === undefined || blocked === undefined) throw new Error();
    const alone = { ...blocked, id: 'vote-own-id', maxScore: 1 };
    result.scenarios = [{ ...passed, group: 'validation' }, blocked, alone, failed];
    const html = await report('en', result);
    const order = [...html.matchAll(/<details class="(\w+)/g)].map(([, kind]) => kind);
    expect(order).toEqual([
      ...['scenario', 'more', 'more', 'scenario', 'folded', 'scenario', 'scenario'],
    ]);
    expect(html.indexOf('id="forged-signature"')).toBeLessThan(html.indexOf('id="commit-shape"'));
    expect(html).toContain('not played: 2 scenarios (3 points)</summary>');
    expect(html).toContain(
      '2 scenarios (3 points) blocked by forged-signature: vote-view, vote-own-id',
    );
  });

  it('counts one scenario and one point as one', async () => {
    const result = resultForTests();
    for (const one of result.scenarios) if (one.status === 'blocked') one.maxScore = 1;
    expect(await report('en', result)).toContain(
      '1 scenario (1 point) blocked by forged-signature',
    );
  });

  it('names the other scenarios that broke the same rule', async () => {
    const result = resultForTests();
    const [, failed] = result.scenarios;
    if (failed === undefined) throw new Error('no failure');
    expect(await report('en', result)).not.toContain('(same rule)');
    result.scenarios.push({ ...failed, id: 'vote-garbage' });
    const html = await report('en', result);
    expect(html).toContain('<dd><a href="#vote-garbage">vote-garbage</a> (same rule)</dd>');
    expect(html).toContain('<dd><a href="#forged-signature">forged-signature</a> (same rule)</dd>');
  });

  it('tells of each scenario what it is there for, also where nothing failed', async () => {
    const html = await report();
    const commitShape = html.slice(html.indexOf('id="commit-shape"'), html.indexOf('id="replay-'));
    expect(commitShape).toContain('a prepared server sends one Commit to every other server');
    expect(commitShape).toContain('The leader, played by the grader, proposes a request');
    const result = resultForTests();
    result.scenarios = result.scenarios.map((one) => ({ ...one, id: 'of-another-version' }));
    expect(await report('en', result)).not.toContain('<dt>steps</dt>');
  });

  it('separates names as the language does', async () => {
    const result = resultForTests();
    const [, failed] = result.scenarios;
    if (failed?.cause === undefined) throw new Error('no failure');
    failed.cause.functions = ['verifyBallotCommit', 'CommitRpc'];
    const place = '<code>CommitRpc</code>SEP<code>zpbft/server.ts:12</code>';
    expect(await report('en', result)).toContain(place.replace('SEP', ', '));
    expect(await report('zh', result)).toContain(place.replace('SEP', '、'));
  });

  it('says first what is broken', async () => {
    const html = await report();
    const places = ['What is broken', 'Points by group', 'id="scenarios"'];
    const at = places.map((place) => html.indexOf(place));
    expect(at).toEqual([...at].sort((a, b) => a - b));
    expect(at[0]).toBeGreaterThan(0);
  });

  it('shows why nothing could be played, and where', async () => {
    const result = resultForTests();
    result.problem = {
      ...{
        code: 'build-failed',
        message: `no such name: ${HOSTILE}`,
        help: 'Try `npm run types`.',
      },
      location: { file: 'zpbft/server.ts', line: 3, column: 7, lineText: HOSTILE },
    };
    const html = await report('en', result);
    expect(html).toContain('<code>zpbft/server.ts:3:7</code>');
    expect(html).toContain('Try <code>npm run types</code>.');
    expect(html).toContain('no such name: &#60;script&#62;');
    expect(html).toContain('<pre>&#60;script&#62;');
  });

  it('folds the middle of a long story', async () => {
    const html = await report();
    expect(html).toContain('… 20 steps more …');
    expect(html).toContain('server 39 crashes');
  });

  it('is Chinese when asked for, the parts of a sentence included', async () => {
    const html = await report('zh');
    expect(html).toContain('lang="zh-CN"');
    expect(html).toContain('哪里违反了规则');
    expect(html).toContain('关掉 server 39');
    expect(html).not.toContain('What is broken');
  });

  it('shows what a submission said as text only', async () => {
    for (const html of [await report('en'), await report('zh')]) {
      expect(html).not.toContain('<img');
      expect(html).not.toContain('<script>document');
      expect(html).not.toMatch(/[\u202a-\u202e\u2066-\u2069]|(?!\n)\p{Cc}/u);
      expect(html).toContain('&#60;script&#62;document.title');
    }
  });

  it('lets no script run but its own, and asks nobody for anything', async () => {
    const html = await report();
    const scripts = [...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(
      ([, code]) => code ?? '',
    );
    expect(scripts).toHaveLength(1);
    const hash = createHash('sha256')
      .update(scripts[0] ?? '')
      .digest('base64');
    const [, policy] = /Content-Security-Policy" content="([^"]+)"/.exec(html) ?? [];
    expect(policy).toContain(`script-src 'sha256-${hash}'`);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(html).not.toMatch(/<\w[^>]* (?:style|on\w+)=/);
    expect(html).not.toMatch(/<\w[^>]* (?:src|href)="(?!#)/);
  });

  it('cuts what is endless', async () => {
    const result = resultForTests();
    const endless = 'x'.repeat(3_000_000);
    const [, failed] = result.scenarios;
    if (failed?.cause === undefined) throw new Error('no failure');
    failed.cause.actual = endless;
    result.notes = [endless, ...Array.from({ length: 500 }, () => endless)];
    expect((await report('en', result)).length).toBeLessThan(400_000);
  });

  it('has the cluster where the rule broke first, and the others of its scenario folded', () => {
    const [passed, failed] = resultForTests().scenarios;
    const { traces: fine = [] } = passed ?? {};
    const { traces = [] } = failed ?? {};
    if (failed === undefined) throw new Error('no failure');
    const html = new Replays({ language: 'en', repeat }).of({
      ...failed,
      traces: [...fine, ...traces],
    });
    const order = [...html.matchAll(/Step by step: [\w-]+, cluster (\d) of 3|<summary>(.*?)</g)];
    expect(order.map(([, cluster, summary]) => cluster ?? summary)).toEqual([
      ...['3', '2 other clusters of this scenario', '1', '2'],
    ]);
    const alone = new Replays({ language: 'en', repeat }).of({
      ...failed,
      traces: [...fine, ...fine],
    });
    expect(alone).not.toContain('<summary>');
  });

  it('says what was left out when drawings are too many, and how to see it', () => {
    const [passed, failed] = resultForTests().scenarios;
    if (passed === undefined || failed === undefined) throw new Error('no scenarios');
    const { length } = new Replays({ language: 'en', repeat }).of(failed);
    const replays = new Replays({ language: 'en', repeat }, length);
    expect(replays.of(failed)).toContain('<svg ');
    const left = replays.of(passed);
    expect(left).not.toContain('<svg ');
    expect(left).toContain(
      'npm run grade -- --only commit-shape --seed s1 --html commit-shape.html draws it alone',
    );
  });

  it('tells what was refused by kind, with how often', () => {
    const maker = new TraceMaker();
    maker.propose({}, 'accepted');
    for (const from of [2, 3, 2]) maker.commit({ id: from, from }, 'signature');
    const [passed] = resultForTests().scenarios;
    if (passed === undefined) throw new Error('no scenarios');
    const html = new Replays({ language: 'en', repeat }).of({
      ...passed,
      traces: [maker.ended('passed')],
    });
    expect(html).toContain('Commit of 3: wrong signature; Commit of 2: wrong signature ×2');
    expect(html).not.toContain('before');
  });

  it('stays small when a server gets thousands of votes that it refuses', () => {
    const maker = new TraceMaker();
    maker.propose({}, 'accepted');
    for (let vote = 0; vote < 3_000; vote += 1) maker.commit({ id: 3, from: 3 }, 'signature');
    const [passed] = resultForTests().scenarios;
    if (passed === undefined) throw new Error('no scenarios');
    const flooded = { ...passed, traces: [maker.ended('failed: vote-signature')] };
    const html = new Replays({ language: 'en', repeat }).of(flooded);
    expect(html).toContain('Commit of 3: wrong signature ×100; … and 2900 before');
    expect(html.length).toBeLessThan(1_500_000);
  });

  it('keeps data where no text of a submission can end it', async () => {
    const html = await report();
    const data = [...html.matchAll(/<script type="application\/json"[^>]*>([\s\S]*?)<\/script>/g)];
    expect(data.length).toBeGreaterThan(0);
    for (const [, json = ''] of data) {
      expect(() => JSON.parse(json)).not.toThrow();
      expect(json).not.toContain('<');
    }
    expect(HOSTILE).toContain('<');
  });
});
