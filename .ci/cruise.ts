// Who imports whom, as dependency-cruiser sees it.
import { existsSync } from 'node:fs';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';

/** The modules of these folders that are there, and what each imports. To be called at the root of the kit. */
export async function cruiseTrees(trees: readonly string[]): Promise<ICruiseResult> {
  const options = await extractOptions('./.ci/dependency-cruiser.cjs');
  const there = trees.filter((tree) => existsSync(tree));
  const { output } = await cruise(there, options, undefined, {
    tsConfig: extractTsConfig('tsconfig.json'),
  });
  if (typeof output === 'string') throw new Error('dependency-cruiser returned text, not modules');
  return output;
}
