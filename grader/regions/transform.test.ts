import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { STUDENT_FILE } from '../lab.ts';
import { REGION_NAMES, RegionError } from './regions.ts';
import { reference, splice, strip } from './transform.ts';

/** One line of an implementation, a stub or the code around, told apart by its first letter. */
const line = (letter: string) =>
  fc.nat().map((number) => `${'  '.repeat(number % 4)}${letter}${number}();`);
const lines = (letter: string, minLength: number) =>
  fc.array(line(letter), { minLength, maxLength: 8 });

interface Part {
  readonly name: string;
  readonly around: readonly string[];
  readonly stub: readonly string[];
  readonly body: readonly string[];
}

const part = (name: string) =>
  fc.record({
    name: fc.constant(name),
    around: lines('around', 0),
    stub: lines('stub', 1),
    body: lines('secret', 1),
  });
const parts = fc
  .shuffledSubarray([...REGION_NAMES], { minLength: REGION_NAMES.length })
  .chain((names) => fc.tuple(...names.map(part)));

const marked = ({ name, stub, body }: Part, withStub = true): string[] => [
  `  // #region ${name}`,
  ...(withStub ? stub.map((text) => `  //| ${text}`) : []),
  ...body,
  `  // #endregion ${name}`,
];
const skeletonOf = (all: readonly Part[]) => ({
  path: STUDENT_FILE,
  text: all.flatMap((one) => [...one.around, ...marked(one)]).join('\n'),
});

describe('strip', () => {
  it('lets no line of an implementation survive, and no marker', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const stripped = strip(skeletonOf(all));
        expect(stripped).not.toMatch(/secret|region|\/\/\|/);
      }),
    );
  });

  it('keeps all else, with each stub where the region was', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const kept = all.flatMap(({ around, stub }) => [...around, ...stub.map((s) => `  ${s}`)]);
        expect(strip(skeletonOf(all))).toBe(kept.join('\n'));
      }),
    );
  });

  it('makes nothing of a file whose regions are wrong', () => {
    fc.assert(
      fc.property(parts, fc.nat(), (all, at) => {
        // Without any one of its marker lines a skeleton is no skeleton.
        const text = skeletonOf(all).text.split('\n');
        const markers = text.flatMap((one, index) => (one.includes('region') ? [index] : []));
        text.splice(markers[at % markers.length] ?? 0, 1);
        expect(() => strip({ path: STUDENT_FILE, text: text.join('\n') })).toThrow(RegionError);
      }),
    );
  });
});

describe('reference', () => {
  it('is the skeleton without stubs and markers', () => {
    fc.assert(
      fc.property(parts, (all) => {
        const kept = all.flatMap(({ around, body }) => [...around, ...body]);
        expect(reference(skeletonOf(all))).toBe(kept.join('\n'));
      }),
    );
  });
});

describe('splice', () => {
  const variantOf = (all: readonly Part[]) => ({
    path: 'variant.ts',
    text: all.map((one) => marked(one, false).join('\n')).join('\n\n'),
  });

  it("takes the variant's regions, and the skeleton's where the variant has none", () => {
    fc.assert(
      fc.property(parts, fc.subarray([...REGION_NAMES], { minLength: 1 }), (all, chosen) => {
        const changed = all
          .filter(({ name }) => chosen.some((one) => one === name))
          .map((one) => ({ ...one, body: [`  variant of ${one.name}`, '  private field = 1;'] }));
        const bodies = new Map(changed.map(({ name, body }) => [name, body]));
        const expected = all.flatMap((one) => [
          ...one.around,
          ...(bodies.get(one.name) ?? one.body),
        ]);
        expect(splice(skeletonOf(all), variantOf(changed))).toBe(expected.join('\n'));
      }),
    );
  });

  it('gives the reference back when the variant is the reference', () => {
    fc.assert(
      fc.property(parts, (all) => {
        expect(splice(skeletonOf(all), variantOf(all))).toBe(reference(skeletonOf(all)));
      }),
    );
  });

  it('makes nothing of a variant whose regions are wrong', () => {
    const [all = []] = fc.sample(parts, 1);
    const variant = { path: 'variant.ts', text: '  // #region commit\n  x\n' };
    expect(() => splice(skeletonOf(all), variant)).toThrow(
      'variant.ts:1: region commit has no end',
    );
  });
});
