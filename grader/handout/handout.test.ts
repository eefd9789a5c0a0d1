import { describe, expect, it } from 'vitest';
import { ROOT } from '../lab.ts';
import { sampleBench } from './bench.ts';
import { memberOf } from './member.ts';
import { figuresOf, pageOf, type Sources } from './page.ts';

const SOURCE = `
const LIMIT = 3;

/** Counts. */
export class Counter {
  /** Adds one. */
  add(): void {
    const inside = 1;
    this.count += inside;
  }
}

export const Message = object({});
export type Message = typeof Message;
function twice() {}
class Other { twice() {} }
`;

describe('a piece of a source', () => {
  const shown = (name: string) => memberOf('a.ts', SOURCE, name);

  it('is found by its name, with its comment, without the indentation around it', () => {
    expect(shown('add')).toEqual({
      code: '/** Adds one. */\nadd(): void {\n  const inside = 1;\n  this.count += inside;\n}',
      line: 6,
    });
  });

  it('is a whole class, a constant with its const, a schema without the type of its name', () => {
    expect(shown('Counter').code).toMatch(
      /^\/\*\* Counts\. \*\/\nexport class Counter \{[\s\S]*\}$/,
    );
    expect(shown('LIMIT').code).toBe('const LIMIT = 3;');
    expect(shown('Message').code).toBe('export const Message = object({});');
  });

  it.each([
    ['gone', 'nothing'],
    ['twice', '2 of them'],
    ['inside', 'nothing'],
  ])('named %s is refused: there is %s', (name, seen) => {
    expect(() => shown(name)).toThrow(`a.ts: expected one "${name}" to show`);
    expect(() => shown(name)).toThrow(`saw ${seen}`);
  });
});

describe('a page', () => {
  const sources: Sources = {
    text: (path) =>
      ({ 'starter/a.ts': SOURCE, 'docs/figures/there.zh.svg': '<svg/>' })[path] ?? undefined,
    report: (name, language) => (name === 'known' ? `report in ${language}` : undefined),
    bench: (wanted, language) => (wanted === 'f=1' ? `bench in ${language}` : undefined),
  };
  const page = (markdown: string, path = 'docs/page.md'): string => pageOf(path, markdown, sources);

  it('shows a piece of code, with the place where it stands', () => {
    expect(page('<<< starter/a.ts#LIMIT')).toBe('`starter/a.ts:2`\n\n```ts\nconst LIMIT = 3;\n```');
  });

  it('shows the catalogue in its own language, under the headings that it gives', () => {
    const zh = page('<!-- scenarios: 场景 | 分 | 发生什么 | 先要通过 -->');
    expect(zh).toContain('| 场景 | 分 | 发生什么 | 先要通过 |\n|---|--:|---|---|\n');
    const en = page('<!-- scenarios: id | points | story | needs -->', 'docs/en/page.md');
    const row = '| `quorum-f1` | 8 | 2f-1 commits are too few; one more and it executes |  |';
    expect(en).toContain(row);
    expect(zh).toContain('| `quorum-f1` | 8 | ');
    expect(zh).not.toContain('too few');
  });

  it('shows reports, numbers and words in its language', () => {
    expect(page('<!-- report: known -->', 'docs/en/page.md')).toContain('report in en');
    expect(page('<!-- report: known -->')).toContain('report in zh');
    expect(page('<!-- bench: f=1 -->')).toBe('```text\nbench in zh\n```');
    expect(page('all <!-- count: groups --> groups')).toBe('all 6 groups');
    expect(page('<!-- say: why -->', 'docs/en/page.md')).toBe('why');
  });

  it('has the caption of a figure that is not drawn yet', () => {
    const there = '![A](figures/there.zh.svg)';
    expect(page(`${there}\n\n![B](figures/gone.zh.svg)`)).toBe(`${there}\n\n*B*`);
    expect(figuresOf('docs/page.md', there)).toEqual(['docs/figures/there.zh.svg']);
  });

  it.each([
    ['<<< starter/gone.ts#LIMIT', 'there is no starter/gone.ts'],
    ['<!-- report: gone -->', 'there is no report on gone'],
    ['<!-- bench: f=9 -->', 'there is no bench of f=9'],
    ['<!-- count: gone -->', 'there is no count of gone'],
    ['<!-- scenarios: one | two -->', 'there are four columns'],
  ])('that asks for what is not there is refused: %s', (markdown, message) => {
    expect(() => page(markdown)).toThrow(`docs/page.md: `);
    expect(() => page(markdown)).toThrow(message);
  });
});

describe('a bench on a page', () => {
  it('is of the settings that were asked for, and says where it was measured', () => {
    const some = sampleBench(ROOT, 'f=1 clients=1 batch=1', 'en') ?? '';
    expect(some.match(/^1 +4 +1 +\d+ +1 /gm)).toHaveLength(2); // two sizes of values
    expect(some).toMatch(/\nMeasured on \d+ cores, with Node [\d.]+\.$/);
    const all = sampleBench(ROOT, 'all', 'zh') ?? '';
    expect(all.split('\n').length).toBeGreaterThan(some.split('\n').length + 20);
    expect(all).toMatch(/^\d+ +16 /m); // the largest cluster, of 16
  });

  it.each(['f=9', 'f', 'servers=4', 'f=1, clients=1'])('is not there for "%s"', (wanted) => {
    expect(sampleBench(ROOT, wanted, 'en')).toBeUndefined();
  });
});
