/** One sub-folder, one archive or one file `<id>.ts` a student; the id is its name. */
import { UsageError } from '../../errors.ts';
import { STUDENT_FILE } from '../../lab.ts';
import { t } from '../../text/text.ts';
import { kindOf, withoutEnding } from '../archive/kinds.ts';
import {
  type Handed,
  type Item,
  type LayoutReader,
  placeOf,
  shareOf,
  student,
  type Top,
  topsOf,
  unwrapped,
  type View,
} from './view.ts';

const [LAB_FOLDER = '', FILE_NAME = ''] = STUDENT_FILE.split('/');

export const folder: LayoutReader = {
  layout: 'folder',
  expected: t`a folder, an archive or a .ts file for each student`,
  share: (view) => shareOf(topsOf(view), isSubmission),
  read(view, skips) {
    const inside = unwrapped(view);
    const tops = topsOf(inside !== undefined && holdsStudents(inside) ? inside : view);
    if (tops.some(isLab) && view.items.some(({ path }) => path === STUDENT_FILE)) {
      throw new UsageError(
        t`expected a folder with several submissions, and saw one: it holds ${STUDENT_FILE}
        itself. Give the folder above, or grade it with npm run grade.`,
      );
    }
    const students = new Map<string, Handed & { files: Item[] }>();
    for (const top of tops) {
      if (!isSubmission(top)) {
        skips.add(placeOf(top), t`not a folder, an archive or a .ts file`);
        continue;
      }
      const id = idOf(top);
      const seen = students.get(id);
      // `doe.zip` and the folder `doe` that it was unpacked to are one.
      if (seen !== undefined) seen.files.push(...filesOf(top));
      else {
        const files = filesOf(top);
        students.set(id, { students: [student(id)], from: placeOf(top), files, order: 0 });
      }
    }
    return [...students.values()];
  },
};

function isSubmission({ name, isFile }: Top): boolean {
  return !isFile || ['source', 'archive'].includes(kindOf(name));
}

function isLab({ name, isFile }: Top): boolean {
  return !isFile && name === LAB_FOLDER;
}

/**
 * True when the only folder at the top is a wrapper, as archive programs make one around all, and
 * not the folder of the only student.
 */
function holdsStudents(view: View): boolean {
  const tops = topsOf(view).filter(isSubmission);
  return tops.length > 1 && !tops.some(isLab);
}

function idOf({ name, isFile }: Top): string {
  if (!isFile) return name;
  return kindOf(name) === 'source' ? name.replace(/\.ts$/, '') || name : withoutEnding(name);
}

/** A file that is named after its student is what `server.ts` is in a folder. */
function filesOf({ name, isFile, items }: Top): Item[] {
  if (!isFile || kindOf(name) !== 'source') return [...items];
  return items.map(({ entry }) => ({ path: FILE_NAME, entry }));
}
