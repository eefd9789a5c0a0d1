import { join } from 'node:path';
import { HANDOUT } from '../handout/chapters.ts';
import { sourcesOf } from '../handout/kit.ts';
import { figuresOf, pageOf } from '../handout/page.ts';
import { STUDENTS_FRAMEWORK } from '../lab.ts';
import { readTree } from '../regions/disk.ts';
import { starterOf } from '../regions/tree.ts';
import { closureOf, versionsOf } from './closure.ts';
import { below, filesOf, packed, rootFiles, withoutDeadLinks } from './files.ts';
import { type Manifest, npmFiles, readManifest } from './manifest.ts';
import type { ZipEntry } from './zip.ts';

/** The folder in which all of the pack is: unpacked anywhere, it makes no mess. */
const FOLDER = 'pbft-lab';

const PROGRAMS = ['naive', 'keygen', 'cluster'] as const;
/** What start.mjs loads by itself, and what starts the lab's programs. */
export const STARTERS = ['esbuild', 'tsx'];
/** What `npm run types` needs. */
const TYPES = ['typescript', '@types/node', '@types/split2'];
export const GRADER_SCRIPTS = {
  grade: 'node grader/start.mjs grade',
  explain: 'node grader/start.mjs explain',
  'sandbox:probe': 'node grader/start.mjs sandbox-probe',
};
const COMMANDS = ['grade', 'explain', 'sandbox-probe'].map((name) => `grader/commands/${name}.ts`);
/** For the exercises; Gradescope has no use for it. */
const BENCH_SCRIPT = { bench: 'node grader/start.mjs bench' };
/** The second one is loaded by each server that is measured. */
const BENCH = ['grader/commands/bench.ts', 'grader/bench/inside.cjs'];
/** What runs in a page is compiled when a page is made. */
const SCRIPTS = ['grader/report/html/browser.ts'];

/**
 * What students get: the starter, the grader, and the handout; no solution, no fixtures. The starter
 * is generated from the solution, so that what somebody tried out in starter/ reaches nobody.
 * @throws RegionError when the solution's regions are not as they must be.
 */
export async function studentPack(root: string): Promise<ZipEntry[]> {
  const lab = starterOf(readTree(join(root, 'solution')));
  const starter = [...lab].map(([path, bytes]) => packed(`starter/${path}`, bytes));
  const framework = [...lab].map(([path, bytes]) => packed(`${STUDENTS_FRAMEWORK}/${path}`, bytes));
  const grader = await graderFiles(root);
  const bench = await closureOf(root, BENCH);
  const programs = await closureOf(
    root,
    PROGRAMS.map((name) => `solution/${name}.ts`),
  );
  const packages = [...grader.packages, ...bench.packages, ...programs.packages];
  const manifest = manifestOf(await readManifest(root), packages);
  const files = new Set([...grader.files, ...bench.files, 'LICENSE']);
  files.delete('package.json'); // another one is put in its place
  const entries = [
    ...starter,
    ...framework,
    ...(await filesOf(root, [...files])),
    ...(await handoutOf(root)),
    ...(await npmFiles(root, manifest)),
    ...(await rootFiles(root, 'grader/pack/student')),
  ];
  return entries.map((entry) => ({ ...entry, path: `${FOLDER}/${entry.path}` }));
}

/** The pages of the handout as plain Markdown, and the figures that are in them. */
async function handoutOf(root: string): Promise<ZipEntry[]> {
  const sources = sourcesOf(root);
  const written = await filesOf(root, HANDOUT);
  const pages = written.map(({ path, bytes }) =>
    packed(path, Buffer.from(pageOf(path, bytes.toString(), sources))),
  );
  const figures = pages.flatMap(({ path, bytes }) => figuresOf(path, bytes.toString()));
  return withoutDeadLinks([...pages, ...(await filesOf(root, figures))]);
}

/** `grade`, and `explain` and `sandbox:probe`, which its messages name, and all that they load or start. */
export async function graderFiles(
  root: string,
): Promise<{ files: string[]; packages: readonly string[] }> {
  const sandbox = await below(root, 'grader/sandbox');
  const programs = sandbox.filter((path) => path.endsWith('.ts'));
  const { files, packages } = await closureOf(root, [...COMMANDS, ...SCRIPTS, ...programs]);
  const made = ['package.json']; // another one is put in its place
  const all = new Set([...files, ...sandbox, 'grader/start.mjs']);
  return { files: [...all].filter((path) => !made.includes(path)).sort(), packages };
}

/** What the kit only develops with is that for students too: the charts of the bench, and types. */
function manifestOf(kit: Manifest, packages: readonly string[]): object {
  const { version, license, engines, allowScripts } = kit;
  const isDev = (name: string): boolean => kit.devDependencies[name] !== undefined;
  const [dev, needed] = [packages.filter(isDev), packages.filter((name) => !isDev(name))];
  const programs = PROGRAMS.flatMap((name): [string, string][] => {
    const command = `node --import tsx starter/${name}.ts`;
    return [
      [name, command],
      [`${name}:starter`, command],
    ];
  });
  return {
    name: 'pbft-lab',
    version,
    license,
    private: true,
    type: 'module',
    engines,
    scripts: {
      ...GRADER_SCRIPTS,
      ...BENCH_SCRIPT,
      types: 'tsc --noEmit',
      ...Object.fromEntries(programs),
    },
    dependencies: versionsOf([...needed, ...STARTERS], kit.dependencies),
    optionalDependencies: kit.optionalDependencies,
    devDependencies: versionsOf([...dev, ...TYPES], kit.devDependencies),
    ...(allowScripts === undefined ? {} : { allowScripts }),
  };
}
