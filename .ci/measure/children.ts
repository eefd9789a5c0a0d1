// Reads what V8 wrote about the processes that the tests started.
//
// Node writes one file per thread when a process ends by itself: it returns from its main module
// with nothing left to do, or calls process.exit. A process that dies by a signal (always with
// SIGKILL, and with SIGTERM unless it handles it by exiting) writes nothing, so what it ran is not
// counted. Neither are processes of the grader's sandbox, whose environment is empty.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Range = z.object({ startOffset: z.number(), endOffset: z.number(), count: z.number() });
const RawScript = z.object({
  url: z.string(),
  functions: z.array(z.object({ ranges: z.array(Range) })),
});
const CachedMap = z.object({
  /** Lengths of the lines of the generated code, without their line ends. */
  lineLengths: z.array(z.number()),
  data: z.object({
    version: z.literal(3),
    names: z.array(z.string()),
    sources: z.array(z.string()),
    mappings: z.string(),
  }),
});
/** Of a raw file, only the parts used here. Node keeps source maps for it in the same file. */
const RawFile = z.object({
  result: z.array(RawScript),
  'source-map-cache': z.record(z.string(), z.unknown()).optional(),
});

/** One script as one process ran it: counts by offset in the generated code, and its map. */
export interface ChildScript {
  readonly url: string;
  /** Hits of the character at each offset; offsets past the end were not run. */
  readonly hits: Uint32Array;
  readonly sourceMap: z.infer<typeof CachedMap>;
}

/** Ranges nest, and the innermost one counts: so the widest is painted first. */
function hitsByOffset(script: z.infer<typeof RawScript>): Uint32Array {
  const size = (range: z.infer<typeof Range>) => range.endOffset - range.startOffset;
  const ranges = script.functions.flatMap((each) => each.ranges);
  const length = ranges.reduce((longest, range) => Math.max(longest, range.endOffset), 0);
  const hits = new Uint32Array(length);
  for (const range of ranges.sort((a, b) => size(b) - size(a))) {
    hits.fill(range.count, range.startOffset, range.endOffset);
  }
  return hits;
}

/** A process killed while it wrote leaves half a file; that is the same as no file. */
function parse(text: string): z.infer<typeof RawFile> | undefined {
  try {
    return RawFile.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/**
 * The scripts with a source map, file by file (a raw file has half a megabyte, mostly about Node's
 * own code): modules that tsx compiled, and bundles with an inline map. Others say nothing of ours.
 */
export function* readChildren(folder: string): Generator<ChildScript> {
  for (const name of readdirSync(folder)) {
    const raw = parse(readFileSync(join(folder, name), 'utf8'));
    for (const script of raw?.result ?? []) {
      const sourceMap = CachedMap.safeParse(raw?.['source-map-cache']?.[script.url]);
      if (!sourceMap.success) continue;
      yield { url: script.url, hits: hitsByOffset(script), sourceMap: sourceMap.data };
    }
  }
}
