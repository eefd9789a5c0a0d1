import { describe, expect, it } from 'vitest';
import { cut, padded, paddedBefore, widthOf, wrapped } from './width.ts';

describe('text in columns', () => {
  it('has two for a Chinese character and for its punctuation', () => {
    expect([widthOf('seq 1'), widthOf('法定数目'), widthOf('，')]).toEqual([5, 8, 2]);
  });

  it('is padded by its width', () => {
    expect([padded('原因', 6), padded('why', 6), padded('too long', 3)]).toEqual([
      '原因  ',
      'why   ',
      'too long',
    ]);
    expect([paddedBefore('总计', 6), paddedBefore('1', 3)]).toEqual(['  总计', '  1']);
  });
});

describe('a line that is too long', () => {
  it('ends after a whole word of English, as far as there is one', () => {
    expect(cut('one commit goes out', 19)).toBe('one commit goes out');
    expect(cut('one commit goes out', 14)).toBe('one commit…');
    expect(cut('one commit goes out', 11)).toBe('one commit…');
    expect(cut('verifyBallotCommit', 10)).toBe('verifyBal…');
  });

  it('ends after any Chinese character, and parts no word between them', () => {
    expect(cut('每个请求执行一次', 16)).toBe('每个请求执行一次');
    expect(cut('每个请求执行一次', 15)).toBe('每个请求执行一…');
    expect(cut('每个请求执行一次', 14)).toBe('每个请求执行…');
    expect(cut('给其余每个 server 发 Commit', 15)).toBe('给其余每个…');
    for (let room = 4; room < 27; room += 1) {
      expect(widthOf(cut('给其余每个 server 发 Commit', room))).toBeLessThanOrEqual(room);
    }
  });
});

describe('wrapped text', () => {
  it('in English ends its lines between words', () => {
    expect(wrapped('one commit goes out', 11)).toBe('one commit\ngoes out');
  });

  it('in Chinese ends them after any character', () => {
    expect(wrapped('每个请求执行一次', 8)).toBe('每个请求\n执行一次');
  });

  it('in Chinese begins none with punctuation, and ends none with an opening mark', () => {
    expect(wrapped('按顺序执行，不重复', 10)).toBe('按顺序执\n行，不重复');
    expect(wrapped('执行了“put a b”', 8)).toBe('执行了\n“put a\nb”');
  });

  it('in Chinese parts no word, unless it is longer than a line', () => {
    expect(wrapped('收到 Server.CommitRpc 之后', 18)).toBe('收到\nServer.CommitRpc\n之后');
    expect(wrapped(`摘要 ${'a'.repeat(12)}`, 8, true)).toBe('摘要\naaaaaaaa\naaaa');
  });

  it('keeps its own line breaks', () => {
    expect(wrapped('一\n二', 10)).toBe('一\n二');
  });
});
