import { describe, expect, it } from 'vitest';
import { statisticsOf } from '../../score/statistics.ts';
import { overviewBody } from './body.ts';
import { HOSTILE, largeCourse, resultWith, rowOf, smallCourse } from './course-for-tests.ts';
import type { Facts } from './facts.ts';
import type { OverviewInput } from './model.ts';
import { reportFile } from './names.ts';

const NO_FACTS: Facts = {
  ...{ rubric: undefined, isSecret: false, shard: undefined, similar: undefined },
};

const input = (more: Partial<OverviewInput> = {}): OverviewInput => ({
  ...{
    folder: 'hw3',
    path: 'courses/hw 3',
    rows: smallCourse(),
    facts: NO_FACTS,
    notes: [],
    pages: new Set<string>(),
  },
  when: new Date('2026-12-01T10:00:30Z'),
  ...more,
});

/** The rows of one table: of each its attributes and what it is sorted by, cell by cell. */
function rowsIn(html: string, table: string): { attributes: string; keys: string[] }[] {
  const [, body = ''] =
    new RegExp(`<table[^>]* id="${table}".*?<tbody[^>]*>(.*?)</tbody>`, 's').exec(html) ?? [];
  return [...body.matchAll(/<tr(.*?)>(<th.*?)<\/tr>/gs)].map(([, attributes = '', cells = '']) => ({
    attributes,
    keys: [...cells.matchAll(/<t[dh][^>]*?(?: data-sort="([^"]*)")?>(.*?)<\/t[dh]>/gs)].map(
      ([, key, content = '']) => key ?? content.replace(/<[^>]*>/g, ''),
    ),
  }));
}

/** What a person reads, without tags. */
const wordsOf = (html: string): string => html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');

describe('the overview of a course', () => {
  it('counts students and tells how they were graded', () => {
    const words = wordsOf(overviewBody(input(), 'en'));
    expect(words).toContain('5 graded 1 not graded 1 handed in nothing');
    expect(words).toMatch(/grader 0\.1\.0 .*seed one for all: seed-1 sandbox bwrap/);
    expect(words).toContain('page written 2026-12-01 10:00 UTC');
  });

  it.each([
    [{ rubric: { isDefault: true, hash: 'abc' } }, 'rubric the one of the lab'],
    [{ rubric: { isDefault: false, hash: 'abc' } }, 'rubric one of your own (SHA-256 abc…)'],
    [{ isSecret: true }, 'seed one for each student, from the secret'],
    [{ shard: '2/8' }, 'shard 2/8'],
  ])('tells what the folder knows: %j', (more, said) => {
    expect(wordsOf(overviewBody(input({ facts: { ...NO_FACTS, ...more } }), 'en'))).toContain(said);
  });

  it('speaks Chinese where it is asked to', () => {
    const words = wordsOf(overviewBody(input(), 'zh'));
    expect(words).toContain('5 已评分 1 未评分 1 未提交');
    expect(words).not.toMatch(/\b(?:graded|Student|Score|passed|shown|Discrimination)\b/);
  });

  it('shows the statistics that are computed', () => {
    const rows = largeCourse(60);
    const html = overviewBody(input({ rows }), 'en');
    const { scenarios, histogram } = statisticsOf(rows);
    expect(rowsIn(html, 'scenarios').map(({ keys }) => keys)).toEqual(
      scenarios.map(({ id, passed, failed, blocked, undecided, discrimination }) =>
        [id, '', passed, failed, blocked, undecided, discrimination ?? ''].map(String),
      ),
    );
    expect(
      [...html.matchAll(/class="count"[^>]*>(\d+)<\/text>/g)].map(([, count]) => count),
    ).toEqual(histogram.map(({ count }) => String(count)));
    expect(new Set(histogram.map(({ count }) => count)).size).toBeGreaterThan(2);
  });

  it('has as many rows in a range as its bar counts, and who failed as often as the table tells', () => {
    const rows = [
      ...largeCourse(60),
      rowOf('z', resultWith([]), { score: 49.5 }),
      ...smallCourse(),
    ];
    const all = rowsIn(overviewBody(input({ rows }), 'en'), 'students').map(
      ({ attributes }) => attributes,
    );
    const counted = all.filter((attributes) => !attributes.includes('data-earlier'));
    const { histogram, scenarios } = statisticsOf(rows);
    for (const { from, to, count } of histogram) {
      const inBar = counted.filter((attributes) => {
        const percent = Number(/data-percent="(\d+)"/.exec(attributes)?.[1] ?? Number.NaN);
        return percent >= from && percent <= (to === 100 ? 100 : to - 1);
      });
      expect([from, inBar.length]).toEqual([from, count]);
    }
    for (const { id, failed } of scenarios) {
      const who = counted.filter((attributes) => {
        return / data-failed="([^"]*)"/.exec(attributes)?.[1]?.includes(` ${id} `);
      });
      expect([id, who.length]).toEqual([id, failed]);
    }
  });

  it('sorts by numbers where there are numbers, and has none where there is no score', () => {
    const rows = rowsIn(overviewBody(input(), 'en'), 'students');
    const of = (id: string) => rows.find(({ keys }) => keys[0] === id)?.keys;
    // id, name, attempt, status, score, raw score, late, failed …
    expect(of('bob')?.slice(2, 8)).toEqual(['1', 'graded', '36', '40', '2', '2']);
    expect(of('dan')?.slice(4, 8)).toEqual(['0', '0', '0.5', '0']);
    expect(of('hal')?.slice(2, 8)).toEqual(['', 'not graded', '', '', '0', '']);
    expect(rows.filter(({ attributes }) => attributes.includes('data-earlier'))).toHaveLength(1);
  });

  it('shows what students bring as text only', () => {
    for (const language of ['en', 'zh'] as const) {
      const html = overviewBody(input({ folder: HOSTILE, notes: [HOSTILE] }), language);
      expect(html).not.toMatch(/<script|<img/);
      expect(html).toContain(
        '&#60;img src=x onerror=&#34;document.title=&#39;harmed&#39;&#34;&#62;',
      );
      expect(html).toContain('\\u202e');
      expect(html).not.toContain('\u202e');
    }
  });

  it('links to the pages that are there, below its own folder', () => {
    const rows = smallCourse();
    const files = [...new Set(rows.slice(0, 3).map(reportFile))];
    const html = overviewBody(input({ pages: new Set(files) }), 'en');
    const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, link = '']) => link);
    expect(links.map(decodeURIComponent)).toEqual(files.map((file) => `./reports/${file}`));
    for (const link of links) expect(link).toMatch(/^\.\/reports\/[\w%~.-]+\.html$/);
  });

  it('lists who was not graded, and why', () => {
    const html = overviewBody(input(), 'en');
    expect(wordsOf(html)).toMatch(/1 was not graded, through no fault .* hal Name of hal : spawn/);
    expect(overviewBody(input({ rows: largeCourse(3) }), 'en')).not.toContain('class="warning"');
  });

  it('is a page also of a course in which nobody was graded', () => {
    const rows = smallCourse().filter(({ status }) => status !== 'graded');
    const html = overviewBody(input({ rows }), 'en');
    expect(rowsIn(html, 'students')).toHaveLength(2);
    expect(html).not.toMatch(/NaN|undefined|id="histogram"/);
    expect(overviewBody(input({ rows: [] }), 'zh')).toContain('id="students"');
  });
});

describe('similar pairs in the overview', () => {
  const side = (student: string, attempt = 1) => ({ student, attempt });
  const lines = [{ line: 7, text: `  const x = 1; ${HOSTILE}` }];
  const pair = {
    ...{ left: side('ada'), right: side(HOSTILE, 2), similarity: 0.834, overlap: 12, longest: 9 },
    fragments: [{ left: lines, right: lines }],
  };
  const similar = (pairs: (typeof pair)[]) => ({
    ...NO_FACTS,
    similar: { schema: 'pbft-lab/similar/v1' as const, submissions: 5, compared: 4, pairs },
  });

  it('come with how similar they are and their code, and without a verdict', () => {
    const html = overviewBody(input({ facts: similar([pair]) }), 'en');
    const words = wordsOf(html);
    expect(words).toContain('4 of 5 submissions have enough of their own');
    expect(words).toMatch(/83 % ada – .*attempt 2.* 12 fingerprints in both, at most 9 in a row/);
    expect(words).toContain('This is a report, no verdict');
    expect(html).toContain('<span class="line">7</span>   const x = 1;');
    expect(html).toContain('href="./similar.json"');
    expect(html).not.toMatch(/<script|<img/);
  });

  it('are said not to be there, or to be asked for', () => {
    expect(overviewBody(input({ facts: similar([]) }), 'en')).toContain('No two of them share');
    const words = wordsOf(overviewBody(input(), 'en'));
    expect(words).toContain(
      'npm run grade:similar -- &#39;courses/hw 3&#39; --json &#39;courses/hw 3/similar.json&#39;',
    );
  });
});
