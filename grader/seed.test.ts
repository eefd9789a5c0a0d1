import { describe, expect, it } from 'vitest';
import { Choices, freshSeed } from './seed.ts';

const draw = (choices: Choices) => ({
  number: choices.integer(0, 1_000_000),
  word: choices.word(),
  order: choices.shuffled([1, 2, 3, 4, 5, 6, 7]),
  secret: choices.secret('server 1'),
});

describe('choices', () => {
  it('are the same for the same seed and scenario', () => {
    expect(draw(new Choices('s', 'quorum-f1'))).toEqual(draw(new Choices('s', 'quorum-f1')));
  });

  it('differ between seeds and between scenarios', () => {
    const one = draw(new Choices('s', 'quorum-f1'));
    expect(draw(new Choices('t', 'quorum-f1'))).not.toEqual(one);
    expect(draw(new Choices('s', 'commit-shape'))).not.toEqual(one);
  });

  it('reach both ends of a range, and keep all items of a list', () => {
    const choices = new Choices('s', 'range');
    const drawn = new Set(Array.from({ length: 200 }, () => choices.integer(1, 3)));
    expect([...drawn].sort()).toEqual([1, 2, 3]);
    expect(choices.shuffled(['a', 'b', 'c']).sort()).toEqual(['a', 'b', 'c']);
  });
});

describe('a fresh seed', () => {
  it('is one that --seed takes', () => {
    expect(freshSeed()).toMatch(/^[\w-]{1,64}$/);
    expect(freshSeed()).not.toBe(freshSeed());
  });
});
