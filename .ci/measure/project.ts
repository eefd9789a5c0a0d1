// Adds the hits of child processes to the coverage that vitest measured.
//
// vitest and tsx compile the same file differently, so their maps of statements do not match, and
// merging the maps would count many statements twice. Instead vitest's map stays the only one: each
// of its positions is looked up in the child's code through the child's source map. For what tsx
// compiles (whitespace removed, the rest kept) this gives what vitest would have measured itself;
// for bundles it is near, and the nearer the less the bundler rewrote.
import { fileURLToPath } from 'node:url';
import { generatedPositionFor, LEAST_UPPER_BOUND, TraceMap } from '@jridgewell/trace-mapping';
import type { BranchMapping, CoverageMap, FileCoverageData, Location } from 'istanbul-lib-coverage';
import type { ChildScript } from './children.ts';
import { consequents } from './consequents.ts';

type Lookup = (position: Location, shift?: number) => number;

/** Offset in the generated code of the start of each of its lines. */
function lineStarts(lengths: readonly number[]): number[] {
  let next = 0;
  return lengths.map((length) => {
    const start = next;
    next += length + 1;
    return start;
  });
}

/** A function from a position in `source` to how often the child ran the code made from it. */
function lookupIn(script: ChildScript, map: TraceMap, source: string): Lookup {
  const starts = lineStarts(script.sourceMap.lineLengths);
  return (position, shift = 0) => {
    // The next mapped token of the line when this one has none: esbuild maps no `if` after `else`.
    const made = generatedPositionFor(map, { source, ...position, bias: LEAST_UPPER_BOUND });
    if (made.line === null) return 0;
    return script.hits[(starts[made.line - 1] ?? 0) + made.column + shift] ?? 0;
  };
}

/** Hits of each way through an `if`; a missing `else` ran whenever the first branch did not. */
function hitsOfIf(file: FileCoverageData, branch: BranchMapping, lookup: Lookup): number[] {
  const { line, column } = branch.loc.start;
  const first = consequents(file.path).get(`${line}:${column}`);
  if (first === undefined) return [];
  const taken = lookup(first.at, first.shift);
  const other = branch.locations[1]?.start;
  // istanbul leaves the place of a missing `else` undefined, whatever its types say.
  if (other?.line === undefined) return [taken, Math.max(0, lookup(branch.loc.start) - taken)];
  return [taken, lookup(other, 1)];
}

function addTo(file: FileCoverageData, lookup: Lookup): void {
  for (const [id, range] of Object.entries(file.statementMap)) {
    file.s[id] = (file.s[id] ?? 0) + lookup(range.start);
  }
  for (const [id, fn] of Object.entries(file.fnMap)) {
    file.f[id] = (file.f[id] ?? 0) + lookup(fn.loc.start);
  }
  for (const [id, branch] of Object.entries(file.branchMap)) {
    const more =
      branch.type === 'if'
        ? hitsOfIf(file, branch, lookup)
        : branch.locations.map((way) => lookup(way.start));
    file.b[id] = (file.b[id] ?? []).map((count, way) => count + (more[way] ?? 0));
  }
}

const maps = new Map<string, TraceMap>();

/** Decoded once for each distinct map: all children that ran the same code share it. */
function decoded({ url, sourceMap }: ChildScript): TraceMap {
  const id = `${url} ${sourceMap.data.mappings}`;
  const map = maps.get(id) ?? new TraceMap(sourceMap.data, url);
  maps.set(id, map);
  return map;
}

/** Adds one script of one child to `coverage`, in place. Returns how many of its files counted. */
export function addChild(coverage: CoverageMap, script: ChildScript): number {
  const map = decoded(script);
  const files = new Set(coverage.files());
  let counted = 0;
  for (const source of map.resolvedSources) {
    const path = source.startsWith('file:') ? fileURLToPath(source) : source;
    if (!files.has(path)) continue;
    addTo(coverage.fileCoverageFor(path).data, lookupIn(script, map, source));
    counted += 1;
  }
  return counted;
}
