import { describe, expect, it } from 'vitest';
import { htmlText, jsonLine, markdownText, oneLine, shown, withoutCommands } from './escape.ts';

describe('text of a submission', () => {
  it('has no half of a character in it, also where it was cut', () => {
    expect(shown('a\ud800b\uFFFE')).toBe('a\uFFFDb\uFFFD');
    const cut = shown('😀'.repeat(1_000).slice(1));
    expect(cut).not.toMatch(/\p{Cs}/u);
    expect(cut.length).toBeLessThan(700);
  });

  it('keeps its lines, or is one', () => {
    expect(shown('a\nb')).toBe('a\nb');
    expect(oneLine(' a \n\n  b\r\n')).toBe('a b\\u000d');
  });

  it('as HTML is text', () => {
    expect(htmlText('<b onclick="x">&amp;\n')).toBe('&#60;b onclick=&#34;x&#34;&#62;&#38;amp;<br>');
  });

  it.each([
    ['| a |', '&#124; a &#124;'],
    ['**a** _b_ ~c~', '&#42;&#42;a&#42;&#42; &#95;b&#95; &#126;c&#126;'],
    ['[a](b) ![c](d)', '&#91;a&#93;(b) !&#91;c&#93;(d)'],
    ['`a` \\b $c$', '&#96;a&#96; &#92;b &#36;c&#36;'],
    ['# a', '&#35; a'],
    ['- a\n+ b\n1. c', '&#45; a<br>&#43; b<br>1&#46; c'],
    ['@all :tada: https://a www.b', '&#64;all &#58;tada: https&#58;//a www&#46;b'],
    ['<img src=x>', '&#60;img src=x&#62;'],
  ])('as Markdown is text: %j', (text, markdown) => expect(markdownText(text)).toBe(markdown));

  it('commands nobody', () => {
    expect(withoutCommands('::a:::: ##[b]')).toBe(': :a: : : : ## [b]');
  });

  it('as a line of JSON loses nothing, and has nothing unseen', () => {
    const value = { text: '\u001b\u009b\u202e\u2028\n\uFFFE\ud800\u{e0001}é' };
    const line = jsonLine(value);
    expect(JSON.parse(line)).toEqual(value);
    expect(line).toMatch(/^[\x20-\x7eé]+$/);
  });
});
