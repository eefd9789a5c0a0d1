import { linesOf } from './lines.ts';
import { parse } from './parse.ts';
import type { Region, SourceFile } from './regions.ts';

/**
 * What students get: every region replaced by its stub, markers removed.
 * @throws RegionError when the regions are not exactly as they must be.
 */
export function strip(skeleton: SourceFile): string {
  return replaceRegions(skeleton, ({ stub }) => stub);
}

/**
 * The reference as a plain program: markers and stubs removed, implementations kept.
 * @throws RegionError when the regions are not exactly as they must be.
 */
export function reference(skeleton: SourceFile): string {
  return replaceRegions(skeleton, ({ body }) => body);
}

/**
 * The skeleton with the variant's implementations, and its own where the variant has none.
 *
 * A variant's region may hold more class members than the method it is named after.
 * @throws RegionError when the regions of either file are not exactly as they must be.
 */
export function splice(skeleton: SourceFile, variant: SourceFile): string {
  const bodies = new Map(parse(variant, 'variant').map(({ name, body }) => [name, body]));
  return replaceRegions(skeleton, ({ name, body }) => bodies.get(name) ?? body);
}

function replaceRegions(
  skeleton: SourceFile,
  replacement: (region: Region) => readonly string[],
): string {
  const lines = linesOf(skeleton);
  const result: string[] = [];
  let next = 0;
  for (const region of parse(skeleton, 'skeleton')) {
    result.push(...lines.slice(next, region.span.first - 1), ...replacement(region));
    next = region.span.last;
  }
  return [...result, ...lines.slice(next)].join('\n');
}
