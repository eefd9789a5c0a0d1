import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../lab.ts';
import type { Catalogue } from './text.ts';
import { ZH } from './zh/index.ts';

const GRADER = join(ROOT, 'grader');
/** Other words for what the handout calls server, client, leader, view, 评分程序, 法定数目 and 时序图. */
const OTHER_TERMS = /服务器|客户端|主节点|视图|评测|法定人数|消息图/;

describe('both languages say the same', () => {
  const said = new Set(sources().flatMap((file) => saidIn(file)));

  it('finds what the sources say', () => {
    expect(said).toContain('server {0} crashes');
  });

  it('has a Chinese text for every English one', () => {
    expect([...said].filter((text) => !Object.hasOwn(ZH, text))).toEqual([]);
  });

  it('has no Chinese text that nobody says', () => {
    expect(Object.keys(ZH).filter((text) => !said.has(text))).toEqual([]);
  });

  it('translates each text in one file, so that nobody mends one of two', async () => {
    const files = readdirSync(join(GRADER, 'text/zh')).filter((file) => file !== 'index.ts');
    const modules = await Promise.all(files.map((file) => import(join(GRADER, 'text/zh', file))));
    const keys = modules.flatMap((module) => Object.values<Catalogue>(module)).flatMap(Object.keys);
    expect(keys.filter((key, index) => keys.indexOf(key) < index)).toEqual([]);
    expect(keys.sort()).toEqual(Object.keys(ZH).sort());
  });

  it('calls things as the handout does', () => {
    const unlike = Object.values(ZH).filter((zh) => OTHER_TERMS.test(zh));
    expect(unlike).toEqual([]);
  });

  it('has the same gaps in both', () => {
    const gaps = (text: string): string[] => [...new Set(text.match(/\{\d+\}/g))].sort();
    const unlike = Object.entries(ZH).filter(([en, zh]) => `${gaps(en)}` !== `${gaps(zh)}`);
    expect(unlike).toEqual([]);
  });

  it('says in Chinese what it says', () => {
    // A text with nothing to translate, such as a command, is the same in both.
    const isEnglish = ([en, zh]: [string, string]): boolean =>
      en === zh && /[a-z]{3,} [a-z]{3,}/.test(en);
    expect(Object.entries(ZH).filter(isEnglish)).toEqual([]);
  });
});

function sources(): string[] {
  return readdirSync(GRADER, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => join(GRADER, file));
}

/** The English texts of one source: what stands in t`…`, as `t` makes it. */
function saidIn(file: string): string[] {
  const source = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest);
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag) && node.tag.text === 't') {
      texts.push(textOf(node.template));
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return texts;
}

function textOf(template: ts.TemplateLiteral): string {
  const parts = ts.isNoSubstitutionTemplateLiteral(template)
    ? [template.text]
    : [template.head.text, ...template.templateSpans.map(({ literal }) => literal.text)];
  const text = parts.reduce((before, part, index) => `${before}{${index - 1}}${part}`);
  return text.replace(/\s*\n\s*/g, ' ').trim();
}
