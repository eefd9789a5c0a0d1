/** The parts that the figure of modules shows: folders, and the few files that stand for more than themselves. */

export type Group = 'lab' | 'grader' | 'around';

/** A part of the kit, as a node of the figure. */
export interface Part {
  /** From the root of the kit; a folder, or files that are shown as one. */
  readonly id: string;
  readonly label: string;
  readonly group: Group;
}

/** An arrow that is no import. Nothing in the sources says so but these lines. */
export interface Special {
  readonly from: string;
  readonly to: string;
  readonly kind: 'starts' | 'reads';
}

/** Files directly in grader/ that are parts of their own; the others are tools that everything may use. */
const FILES: Readonly<Record<string, string>> = {
  'grader/start.mjs': 'start.mjs',
  'grader/grade.ts': 'grade.ts',
  'grader/run.ts': 'run.ts',
  'grader/machine.ts': 'machine.ts',
  'grader/select.ts': 'select.ts',
  'grader/rubric-file.ts': 'select.ts',
};
/** Folders of folders: each of these says one thing to other people. */
const DEEP = /^grader\/report\/\w+\//;
/** No part of what runs: tests, and what only tests use. */
const FOR_TESTS = /[.]test[.]ts$|-for-tests[.]ts$|\/testing(?:\/|[.]ts$)|^grader\/robust\//;
/** All that people read is said with it, so an arrow from everywhere would say nothing. */
const EVERYWHERE = /^grader\/text\//;

export const SPECIALS: readonly Special[] = [
  { from: 'grader/start.mjs', to: 'grader/commands', kind: 'starts' },
  { from: 'grader/batch', to: 'grader/start.mjs', kind: 'starts' },
  { from: 'grader/cluster', to: 'solution/zpbft', kind: 'starts' },
  { from: 'grader/submission', to: 'solution/zpbft', kind: 'reads' },
  { from: 'grader/regions', to: 'solution/zpbft', kind: 'reads' },
];

/** The part that a file belongs to; undefined when the figure does not show it. */
export function partOf(file: string): Part | undefined {
  if (FOR_TESTS.test(file) || EVERYWHERE.test(file)) return undefined;
  const [tree = '', folder = '', ...rest] = file.split('/');
  if (tree === 'fixtures') return { id: tree, label: tree, group: 'around' };
  if (tree === 'solution') {
    return rest.length === 0
      ? { id: 'solution', label: 'naive, keygen, cluster', group: 'lab' }
      : { id: `solution/${folder}`, label: folder, group: 'lab' };
  }
  if (tree !== 'grader') return undefined;
  const label = FILES[file];
  if (label !== undefined) return { id: `grader/${label}`, label, group: 'grader' };
  if (rest.length === 0) return undefined;
  const name = DEEP.test(file) ? `${folder}/${rest[0]}` : folder;
  return { id: `grader/${name}`, label: name, group: 'grader' };
}
