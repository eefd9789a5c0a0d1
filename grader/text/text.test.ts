import { describe, expect, it } from 'vitest';
import { languageOf } from './language.ts';
import { english, filled, t } from './text.ts';
import { saidIn, spelled, tell, tellAll } from './told.ts';

const CATALOGUE = {
  'server {0} sends {1}': '{1} 来自服务器 {0}',
  '{0} commits': '{0} 条提交',
  no: '无',
};
const say = (message: Parameters<typeof filled>[0]): string => filled(message, CATALOGUE, '、');

describe('a sentence', () => {
  it('is English where a string is wanted', () => {
    expect(`${t`server ${1} sends ${t`${2} commits`}`}`).toBe('server 1 sends 2 commits');
  });

  it('takes its gaps along into another language, in the order of that', () => {
    expect(say(t`server ${1} sends ${t`${2} commits`}`)).toBe('2 条提交 来自服务器 1');
  });

  it('may have line breaks in the source', () => {
    expect(
      english(t`one
      two`),
    ).toBe('one two');
  });

  it('lists with the commas of the language', () => {
    const list = t`server ${[0, 2]} sends ${'x'}`;
    expect([english(list), say(list)]).toEqual(['server 0, 2 sends x', 'x 来自服务器 0、2']);
  });

  it('does not translate what stands in a gap, or take it for a gap', () => {
    expect(say(t`server ${'no'} sends ${'{0}'}`)).toBe('{0} 来自服务器 no');
  });

  it('stays English where there is no translation, whatever its name', () => {
    expect([say(t`unknown ${1}`), say('toString'), say('no')]).toEqual([
      'unknown 1',
      'toString',
      '无',
    ]);
  });
});

describe('a field of a result', () => {
  it('is English, and in parts where it has gaps', () => {
    const fields = spelled({ a: t`${2} commits`, b: 'no', c: ['no', t`${3} commits`] });
    expect({ a: fields.a, b: fields.b, c: fields.c }).toEqual({
      a: '2 commits',
      b: 'no',
      c: ['no', '3 commits'],
    });
    const stored = JSON.parse(JSON.stringify(fields));
    expect([tell(say, stored, 'a'), tell(say, stored, 'b')]).toEqual(['2 条提交', '无']);
    expect(tellAll(say, stored, 'c')).toEqual(['无', '3 条提交']);
  });

  it('is told in a gap of another text, too', () => {
    const [a, b] = [saidIn(spelled({ a: t`${2} commits` }), 'a'), saidIn({ b: 'no' }, 'b')];
    expect(say(t`server ${a} sends ${b}`)).toBe('无 来自服务器 2 条提交');
    expect(say(t`server ${saidIn({}, 'c')} sends ${1}`)).toBe('1 来自服务器 ');
  });
});

describe('the language of a command', () => {
  it('is what --lang says, else what the environment says, else English', () => {
    expect(languageOf(['--lang', 'zh'], { LANG: 'en_US.UTF-8' }, 'en-US')).toBe('zh');
    expect(languageOf(['--lang=en'], { LANG: 'zh_CN.UTF-8' }, 'zh-CN')).toBe('en');
    expect(languageOf([], { LANG: 'zh_CN.UTF-8' }, 'en-US')).toBe('zh');
    expect(languageOf([], { LC_ALL: 'C', LANG: 'zh_CN.UTF-8' }, 'zh-CN')).toBe('en');
    expect(languageOf([], {}, 'zh-Hans-CN')).toBe('zh');
    expect(languageOf(['zh'], {}, 'en-US')).toBe('en');
  });
});
