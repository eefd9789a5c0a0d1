import { isLabFile } from '../lab.ts';
import { closureOf, versionsOf } from './closure.ts';
import { below, filesOf, rootFiles } from './files.ts';
import { type Manifest, npmFiles, readManifest } from './manifest.ts';
import { GRADER_SCRIPTS, graderFiles, STARTERS } from './student.ts';
import type { ZipEntry } from './zip.ts';

/** The folder of the grader, beside the two scripts that Gradescope starts. */
const KIT = 'kit/';

/**
 * The autograder for Gradescope: `setup.sh` and `run_autograder` at the root of the zip, and the
 * grader with the solution below it. It is never shown to students.
 */
export async function gradescopePack(root: string): Promise<ZipEntry[]> {
  const grader = await graderFiles(root);
  const solution = await below(root, 'solution');
  const lab = solution.filter((path) => isLabFile(path.slice('solution/'.length)));
  const { packages } = await closureOf(root, ['solution/naive.ts']);
  const manifest = manifestOf(await readManifest(root), [...grader.packages, ...packages]);
  const npm = await npmFiles(root, manifest);
  return [
    ...(await rootFiles(root, 'grader/pack/gradescope')),
    ...(await filesOf(root, [...grader.files, ...lab, 'LICENSE'], KIT)),
    ...npm.map((entry) => ({ ...entry, path: `${KIT}${entry.path}` })),
  ];
}

function manifestOf(kit: Manifest, packages: readonly string[]): object {
  const { version, license, engines, allowScripts } = kit;
  return {
    ...{ name: 'pbft-lab', version, license, private: true, type: 'module', engines },
    scripts: GRADER_SCRIPTS,
    dependencies: versionsOf([...packages, ...STARTERS], kit.dependencies),
    optionalDependencies: kit.optionalDependencies,
    ...(allowScripts === undefined ? {} : { allowScripts }),
  };
}
