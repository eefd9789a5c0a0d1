import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTree } from '../regions/disk.ts';
import { starterOf } from '../regions/tree.ts';
import { sampleBench } from './bench.ts';
import type { Sources } from './page.ts';
import { sampleReport } from './sample.ts';

const STARTER = 'starter/';

/**
 * What the pages of this kit are made from. The starter is generated from the solution, as that of
 * the student pack is: what somebody tried out in starter/ is shown to nobody.
 * @throws RegionError when the solution's regions are not as they must be.
 */
export function sourcesOf(root: string): Sources {
  const starter = starterOf(readTree(join(root, 'solution')));
  return {
    text(path) {
      if (path.startsWith(STARTER)) return starter.get(path.slice(STARTER.length))?.toString();
      const file = join(root, path);
      return existsSync(file) ? readFileSync(file, 'utf8') : undefined;
    },
    report: (scenario, language) => sampleReport(root, scenario, language),
    bench: (wanted, language) => sampleBench(root, wanted, language),
  };
}
